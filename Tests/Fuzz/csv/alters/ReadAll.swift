import Kit

/// Reads whatever lies there as alters.csv; what is taken is written as the site would, and must read the same.
public func readAll(_ bytes: [UInt8]) {
  guard let file = read(bytes), file.errors.isEmpty else { return }
  let (roster, front) = system(file)
  let text = AltersFile.text(roster, front, keeping: file)
  guard text.utf8.count <= AltersFile.mostBytes else { return }
  guard let again = read(Array(text.utf8)) else { preconditionFailure("what we wrote can't be read") }
  precondition(again.problems.isEmpty)
  precondition(again.otherColumns == file.otherColumns)
  precondition(again.rows.map(\.others) == file.rows.map(\.others))
  let (newRoster, newFront) = system(again)
  precondition(newRoster == roster)
  precondition(newFront.fronters.map(\.status) == front.fronters.map(\.status) || front.fronters.count > 99)
  precondition(newFront.fronters.map(\.alter) == front.fronters.map(\.alter) || front.fronters.count > 99)
  precondition(AltersFile.text(newRoster, newFront, keeping: again) == text || front.fronters.count > 99)
}

private let now = Moment(milliseconds: 1_790_000_000_000)

private func read(_ bytes: [UInt8]) -> AltersFile? {
  try? AltersFile(bytes, houses: ["forums", "rtc", "template", "admin"], now: now)
}

/// As app.db would know it.
private func system(_ file: AltersFile) -> (roster: [Alter], front: Front) {
  let roster = file.rows.enumerated().map { place, row in
    Alter(
      id: Int64(place), slug: row.slug, name: row.name ?? Slug.title(row.slug),
      pronouns: row.pronouns ?? "", color: row.color ?? "", visibility: row.visibility ?? .nobody,
      frontVisibility: row.frontVisibility ?? .nobody, kind: row.kind ?? .alter)
  }
  let fronting = file.rows.enumerated().filter(\.element.isFronting)
    .sorted { ($0.element.position ?? 100, $0.offset) < ($1.element.position ?? 100, $1.offset) }
  return (
    roster,
    Front(
      fronters: fronting.map {
        Front.Fronter(
          alter: roster[$0.offset], since: $0.element.since ?? now, status: $0.element.status ?? "")
      })
  )
}
