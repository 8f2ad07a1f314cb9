import Kit

/// Stands for Admin's own, which needs Kit.
struct Refusal: Error {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}

/// Reads what a stranger typed as a name and as a mail address; what is taken must be harmless.
public func readAll(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  if let address = try? MailAddress(text) {
    precondition(address.text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x3C })
  }
  if let name = try? AccountName(forNewcomer: text) {
    precondition(PlainText.isLine(name.text, longest: 30))
    precondition(!name.folded.isEmpty && !name.skeleton.isEmpty)
  }
}
