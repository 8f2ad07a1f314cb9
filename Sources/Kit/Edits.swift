/// What has become of a part of something.
public enum EditKind: Sendable { case same, removed, added }

extension Array where Element: Equatable {
  /// How this becomes `new`: each part of both once, in order, what was removed before what came in its place.
  public func edits(to new: [Element]) -> [(kind: EditKind, part: Element)] {
    let difference = new.difference(from: self)
    let removed = Set(difference.removals.map(\.offset)), added = Set(difference.insertions.map(\.offset))
    var (edits, i, j) = ([(kind: EditKind, part: Element)](), 0, 0)
    while i < count || j < new.count {
      if removed.contains(i) {
        edits.append((.removed, self[i]))
        i += 1
      } else if added.contains(j) {
        edits.append((.added, new[j]))
        j += 1
      } else {
        edits.append((.same, new[j]))
        (i, j) = (i + 1, j + 1)
      }
    }
    return edits
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
