import Kit

extension AltersFile {
  /// The file as we write it: all our columns, then those of others that stood in it before.
  static func text(
    _ roster: [Alter], _ front: Front, keeping old: AltersFile?, _ cells: Cells = [:]
  ) -> String {
    let others = old?.otherColumns ?? []
    let header = Column.allCases.map(\.rawValue) + others
    return roster.reduce(Csv.line(header)) { text, alter in
      let kept =
        old?.rows.first { $0.slug == alter.slug }?.others
        ?? others.map { cells[alter.slug]?[$0] ?? "" }
      return text + Csv.line(Column.allCases.map { cell($0, alter, front) } + kept)
    }
  }

  private static func cell(_ column: Column, _ alter: Alter, _ front: Front) -> String {
    let place = front.fronters.firstIndex { $0.alter.id == alter.id }
    let fronter = place.map { front.fronters[$0] }
    return switch column {
    case .alter: alter.slug
    case .fronting: fronter == nil ? "0" : "1"
    case .position: place.map { String(min($0 + 1, 99)) } ?? ""
    case .name: alter.name
    case .pronouns: alter.pronouns
    case .color: alter.color.isEmpty ? "" : "#\(alter.color)"
    case .visibility: alter.visibility.rawValue
    case .frontVisibility: alter.frontVisibility.rawValue
    case .kind: alter.kind.rawValue
    case .since: fronter?.since.iso ?? ""
    case .status: fronter?.status ?? ""
    }
  }
}
