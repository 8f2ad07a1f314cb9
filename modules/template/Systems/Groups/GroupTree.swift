/// An account's groups as they stand within one another. A loop, which only a damaged import could leave, is
/// cut where it begins: each group stands in it once.
struct GroupTree {
  struct Branch {
    let group: AlterGroup
    /// 1 for one that stands in no other.
    let depth: Int
    /// "Family › Children"
    let path: String
    var children: [Branch]

    /// How many levels hang here, itself included.
    var height: Int { 1 + (children.map(\.height).max() ?? 0) }
    var all: [Branch] { [self] + children.flatMap(\.all) }
  }

  private(set) var roots: [Branch] = []

  init(_ groups: [AlterGroup]) {
    let known = Set(groups.map(\.id))
    var children: [Int64: [AlterGroup]] = [:]
    var tops: [AlterGroup] = []
    for group in groups {
      if let parent = group.parent, known.contains(parent) {
        children[parent, default: []].append(group)
      } else {
        tops.append(group)
      }
    }
    var placed: Set<Int64> = []
    roots = tops.compactMap { Self.branch($0, 1, "", children, &placed) }
    // What is left stands in a loop.
    for group in groups { roots += [Self.branch(group, 1, "", children, &placed)].compactMap(\.self) }
  }

  private static func branch(
    _ group: AlterGroup, _ depth: Int, _ path: String, _ children: [Int64: [AlterGroup]],
    _ placed: inout Set<Int64>
  ) -> Branch? {
    guard placed.insert(group.id).inserted else { return nil }
    let path = path + group.name
    var branch = Branch(group: group, depth: depth, path: path, children: [])
    for child in children[group.id] ?? [] {
      branch.children += [Self.branch(child, depth + 1, path + " › ", children, &placed)].compactMap(\.self)
    }
    return branch
  }

  /// From the top down, each before those within it.
  var all: [Branch] { roots.flatMap(\.all) }

  func branch(_ id: Int64) -> Branch? { all.first { $0.group.id == id } }

  /// Those that stand beside a group, and itself.
  func siblings(of group: AlterGroup) -> [AlterGroup] {
    let beside = all.first { $0.children.contains { $0.group.id == group.id } }?.children ?? roots
    return beside.map(\.group)
  }

  /// A group and all within it.
  func ids(below id: Int64) -> Set<Int64> { Set(branch(id)?.all.map(\.group.id) ?? []) }

  /// Where a group may stand: not within itself, and not too deep. Without an id: where a new one may.
  func parents(for id: Int64?) -> [Branch] {
    let own = id.flatMap(branch)
    let below = Set(own?.all.map(\.group.id) ?? [])
    let height = own?.height ?? 1
    return all.filter { !below.contains($0.group.id) && $0.depth + height <= AlterGroup.deepest }
  }
}
