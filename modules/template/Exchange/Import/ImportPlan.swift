import GRDB

/// What an import is going to write, in order. It is made before anything is written, against the system as it
/// stands, and a dry run ends with it.
struct ImportPlan {
  /// One row that is made, changed or removed.
  struct Step {
    enum Act { case insert([String]), update, remove }

    let sheet: ImportSheet
    let act: Act
    /// Of the row that is changed or removed.
    let key: [DatabaseValue]
    let values: [DatabaseValue]
    /// What the plan found. Who has changed it since knows better.
    let before: [DatabaseValue]
    /// Below zero, until the row is made: by this, others refer to it.
    let id: Int64
    /// Of the row that is made, where it was told already.
    var number: Int64?
  }

  /// What nobody sees before the import is shown.
  private(set) var unseen: [Step] = []
  /// What changes the things that are here already, and fronts that last: with the moment it is shown, or after.
  private(set) var changes: [Step] = []
  private(set) var lastId: Int64 = 0
  private let isDry: Bool
  private var late: Set<Int64> = []

  init(isDry: Bool) { self.isDry = isDry }

  /// Makes a row; the answer is what it is called in this plan.
  mutating func insert(
    _ sheet: ImportSheet, _ names: [String], _ values: [DatabaseValue], number: Int64? = nil
  ) -> Int64 {
    lastId -= 1
    guard !isDry else { return lastId }
    let step = Step(
      sheet: sheet, act: .insert(names), key: [], values: values, before: [], id: lastId, number: number)
    if isUnseen(step) {
      unseen.append(step)
    } else {
      late.insert(lastId)
      changes.append(step)
    }
    return lastId
  }

  mutating func update(
    _ sheet: ImportSheet, key: [DatabaseValue], from before: [DatabaseValue], to values: [DatabaseValue]
  ) {
    guard !isDry else { return }
    changes.append(Step(sheet: sheet, act: .update, key: key, values: values, before: before, id: 0))
  }

  mutating func remove(_ sheet: ImportSheet, key: [DatabaseValue], was before: [DatabaseValue]) {
    guard !isDry else { return }
    changes.append(Step(sheet: sheet, act: .remove, key: key, values: [], before: before, id: 0))
  }

  /// A rule that hides a field comes before what it is about is opened, and one that goes comes last.
  mutating func finish() {
    func rank(_ step: Step) -> Int {
      guard step.sheet === ImportSheet.narrower else { return 1 }
      if case .remove = step.act { return 2 }
      return 0
    }
    changes = (0...2).flatMap { wanted in changes.filter { rank($0) == wanted } }
  }

  /// Nothing was written of this part before the import was broken off; the rest was.
  mutating func leaveUnseen() { unseen = [] }

  private func isUnseen(_ step: Step) -> Bool {
    func isNew(_ index: Int) -> Bool { Int64.fromDatabaseValue(step.values[index]).map { $0 < 0 } ?? false }
    switch step.sheet.kind {
    case ImportSheet.account.kind, ImportSheet.speaking.kind, ImportSheet.list.kind, ImportSheet.shown.kind,
      ImportSheet.listed.kind:
      return false
    case ImportSheet.span.kind: return !step.values[4].isNull
    case ImportSheet.comment.kind:
      return isNew(0) && !late.contains(Int64.fromDatabaseValue(step.values[0]) ?? 0)
    case ImportSheet.tag.kind, ImportSheet.value.kind, ImportSheet.narrower.kind: return isNew(0)
    case ImportSheet.membership.kind: return isNew(0) && isNew(1)
    default: return true
    }
  }
}
