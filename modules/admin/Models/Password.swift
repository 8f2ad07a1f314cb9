/// A password that an account can have. Length is the only rule: others make people choose worse ones.
struct Password {
  let text: String

  init(_ typed: String) throws {
    guard typed.count >= 8 else { throw Refusal("A password needs at least 8 characters.") }
    guard typed.utf8.count <= 1024 else { throw Refusal("A password has room for 1024 bytes.") }
    text = typed
  }
}
