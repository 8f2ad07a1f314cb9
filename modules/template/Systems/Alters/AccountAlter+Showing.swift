/// What of a change is seen by more people, and so waits, and what is done at once.
extension AccountAlter {
  func exposures(since old: AccountAlter) -> [Exposure?] {
    [
      Exposure(.alter, old.id, "That there is \(name)", before: old.shownTo, after: shownTo),
      exposureOfFront(old),
    ]
      + AlterField.allCases.map { exposure(of: $0, old) }
  }

  private func exposureOfFront(_ old: AccountAlter) -> Exposure? {
    Exposure(
      .alterFront, old.id, "That \(name) fronts", before: old.shownTo.and(old.frontShownTo),
      after: shownTo.and(frontShownTo), word: frontShownTo)
  }

  /// A field of which nothing else is said goes with the alter.
  private func exposure(of field: AlterField, _ old: AccountAlter) -> Exposure? {
    guard narrowed[field] != old.narrowed[field] else { return nil }
    return Exposure(
      field.kind, old.id, "\(field.title) of \(name)", before: old.shownTo.and(old.shownTo(field)),
      after: shownTo.and(shownTo(field)), word: shownTo(field))
  }

  /// All that is new, save for what waits.
  func hidden(from old: AccountAlter) -> AccountAlter {
    var alter = self
    alter.shownTo = shownTo.hidden(from: old.shownTo)
    if exposureOfFront(old) != nil { alter.frontShownTo = frontShownTo.hidden(from: old.frontShownTo) }
    for field in AlterField.allCases where exposure(of: field, old) != nil {
      let shown = shownTo(field).hidden(from: old.shownTo(field))
      alter.narrowed[field] = shown.level == .everyone ? nil : shown
    }
    return alter
  }

  /// Whom each part was shown to, and is.
  func steps(since old: AccountAlter) -> [(before: ShownTo, after: ShownTo)] {
    [(old.shownTo, shownTo), (old.shownTo.and(old.frontShownTo), shownTo.and(frontShownTo))]
      + AlterField.allCases.map {
        (old.shownTo.and(old.shownTo($0)), old.shownTo.and(shownTo($0)))
      }
  }
}
