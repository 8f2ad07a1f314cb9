import TemplateSystems

/// Groups within groups, as a stranger's file says: their parents may be missing, go round in a circle, or be
/// nested without end.
enum GroupKnots {
  /// A system's groups are nested this deep at the most.
  static let deepest = AlterGroup.deepest

  /// What does not fit stands at the top.
  static func untangled(_ groups: [SystemFile.Group], _ remarks: inout Remarks) -> [SystemFile.Group] {
    var parents: [SystemFile.Key: SystemFile.Key] = [:]
    let known = Set(groups.map(\.key))
    for group in groups { parents[group.key] = group.parent }
    return groups.map { group in
      guard let parent = group.parent else { return group }
      var group = group
      if let fault = fault(of: group.key, parent, known, parents) {
        remarks.note(.mended, fault, at: group.place?.words)
        group.parent = nil
        parents[group.key] = nil
      }
      return group
    }
  }

  private static func fault(
    of group: SystemFile.Key, _ parent: SystemFile.Key, _ known: Set<SystemFile.Key>,
    _ parents: [SystemFile.Key: SystemFile.Key]
  ) -> String? {
    guard known.contains(parent) else { return "groups whose parent is not in the file now stand at the top" }
    var (above, depth): (SystemFile.Key?, Int) = (parent, 1)
    while let key = above {
      if key == group { return "groups that contained themselves now stand at the top" }
      depth += 1
      if depth > deepest { return "groups nested deeper than eight now stand at the top" }
      above = parents[key]
    }
    return nil
  }
}
