/// A post as the next one quotes it. Who wrote it stands within the quote, so that it is no part of what the next
/// one says, and the name is shown as it is.
struct Quote {
  let text: String

  init(of name: String, number: Int, _ lines: [Substring]) {
    let plain = name.map { $0.isASCII && ($0.isPunctuation || $0.isSymbol) ? "\\\($0)" : String($0) }.joined()
    let quoted = ["**\(plain)** in #\(number):", ""] + lines
    text = quoted.map { $0.isEmpty ? ">\n" : "> \($0)\n" }.joined() + "\n"
  }
}
