import Kit

/// A value that can't be taken, with the sentence for the person who typed it.
struct Refusal: Error, Equatable {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}

extension Refusal {
  static func throwing(_ objection: TextObjection?, about what: String) throws {
    if let objection { throw Refusal(objection.sentence(about: what)) }
  }
}

/// Takes a fault that the form itself can tell, such as too many tries, as a refusal.
func refusing<Answer>(_ work: () throws -> Answer) throws -> Answer {
  do { return try work() } catch let fault as Fault { throw Refusal(fault.message) }
}

/// Reads a form's values one by one and remembers what each was refused for.
struct FormCheck {
  private(set) var errors: [(field: String, sentence: String)] = []

  var isGood: Bool { errors.isEmpty }

  mutating func take<Answer>(_ field: String, _ read: () throws -> Answer) throws -> Answer? {
    do {
      return try read()
    } catch let refusal as Refusal {
      refuse(field, refusal.sentence)
      return nil
    }
  }

  mutating func refuse(_ field: String, _ sentence: String) { errors.append((field, sentence)) }

  subscript(field: String) -> String? { errors.first { $0.field == field }?.sentence }
}
