import HTTPTypes
import Kit

/// A value that can't be taken, with the sentence for the person who typed it.
struct Refusal: Error, Equatable {
  let sentence: String
  /// Set where the same may pass a little later.
  let wait: Wait?

  struct Wait: Equatable {
    let status: Response.Status
    let seconds: Int
  }

  init(_ sentence: String) { (self.sentence, wait) = (sentence, nil) }

  init(_ fault: Fault) {
    sentence = fault.message
    wait = fault.retryAfter.map { Wait(status: fault.status, seconds: $0) }
  }
}

extension Refusal {
  static func throwing(_ objection: TextObjection?, about what: String) throws {
    if let objection { throw Refusal(objection.sentence(about: what)) }
  }
}

/// Turns a fault that the form itself can show, such as too many tries, into a refusal.
func refusing<Answer>(_ work: () throws -> Answer) throws -> Answer {
  do { return try work() } catch let fault as Fault { throw Refusal(fault) }
}

/// Reads the values of a form one by one, and remembers why each was refused.
struct FormCheck {
  private(set) var errors: [(field: String, sentence: String)] = []
  private(set) var wait: Refusal.Wait?

  var isGood: Bool { errors.isEmpty }

  mutating func take<Answer>(_ field: String, _ read: () throws -> Answer) throws -> Answer? {
    do {
      return try read()
    } catch let refusal as Refusal {
      refuse(field, refusal)
      return nil
    }
  }

  mutating func refuse(_ field: String, _ refusal: Refusal) {
    refuse(field, refusal.sentence)
    wait = [wait, refusal.wait].compactMap(\.self).max { $0.seconds < $1.seconds }
  }

  mutating func refuse(_ field: String, _ sentence: String) { errors.append((field, sentence)) }

  subscript(field: String) -> String? { errors.first { $0.field == field }?.sentence }
}

extension Response {
  /// Says when a refused form may pass (RFC 9110 10.2.3).
  func waiting(_ check: FormCheck) -> Response {
    guard let wait = check.wait else { return self }
    var response = with(.retryAfter, "\(wait.seconds)")
    if status == .unprocessableContent { response.status = wait.status }
    return response
  }
}
