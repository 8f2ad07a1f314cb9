/// Looks for what a face must never hold, in another way than the linter does: comments and texts are blotted
/// out, then words are searched for.
enum Scanner {
  static func finding(in css: String) -> String? {
    let (plain, isWhole) = blotted(Array(css.utf8))
    guard isWhole else { return "something that is never closed" }
    let functions = ["url(", "src(", "image-set(", "image(", "element(", "expression(", "paint(", "attr("]
    let words = [
      "@import", "@layer", "@font-face", "@namespace", "@charset", "@property", "@scope", "!important",
      "<!--",
      "</", "\\", ";position:fixed;", ";position:fixed}", "{position:fixed;", "{position:fixed}",
      "[data-protected", "[ data-protected",
    ]
    let tight = tightened(plain)
    if let word = functions.first(where: { calls($0, plain) }) ?? words.first(where: tight.contains) {
      return word
    }
    if !isBalanced(tight) { return "brackets that don't match" }
    return hidingRule(tight)
  }

  private static func blotted(_ css: [UInt8]) -> (text: String, isWhole: Bool) {
    var (plain, position) = ([UInt8](), 0)
    while position < css.count {
      let byte = css[position]
      if byte == UInt8(ascii: "/"), position + 1 < css.count, css[position + 1] == UInt8(ascii: "*") {
        position += 2
        while position + 1 < css.count,
          !(css[position] == UInt8(ascii: "*") && css[position + 1] == UInt8(ascii: "/"))
        {
          position += 1
        }
        guard position + 1 < css.count else { return ("", false) }
        position += 2
        plain.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        position += 1
        while position < css.count, css[position] != byte {
          position += css[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard position < css.count else { return ("", false) }
        position += 1
        plain.append(UInt8(ascii: " "))
      } else {
        // One byte a letter: a mark on a bracket must not make another letter of it.
        plain.append(byte < 0x80 ? byte : UInt8(ascii: "_"))
        position += 1
      }
    }
    return (String(decoding: plain, as: UTF8.self).lowercased(), true)
  }

  /// Whether a function is called; `curl(` is another one.
  private static func calls(_ function: String, _ css: String) -> Bool {
    let parts = css.split(separator: function, omittingEmptySubsequences: false)
    return parts.dropLast().contains { part in
      part.unicodeScalars.last.map {
        !($0.properties.isAlphabetic || "-_0123456789".unicodeScalars.contains($0))
      } ?? true
    }
  }

  /// Without the spaces that say nothing.
  private static func tightened(_ css: String) -> String {
    var tight = ""
    for word in css.split(whereSeparator: \.isWhitespace) {
      let isApart = tight.last.map { !"{}:;,()!".contains($0) } ?? false
      if isApart, let first = word.first, !"{}:;,()!".contains(first) { tight += " " }
      tight += word
    }
    return tight
  }

  private static func isBalanced(_ css: String) -> Bool {
    var open: [Character] = []
    for character in css {
      switch character {
      case "(": open.append(")")
      case "[": open.append("]")
      case "{": open.append("}")
      case ")", "]", "}":
        guard open.popLast() == character else { return false }
      default: break
      }
    }
    return open.isEmpty
  }

  /// A rule for all forms, or for everything, that takes them away. It stands behind another rule, a block's
  /// begin or a comma: what follows a word or a “&” is about fewer.
  private static func hidingRule(_ css: String) -> String? {
    let rules = ["form{", "*{", "main{", "body{", ".look{", ".viewer{", ".notice{"]
    let deeds = ["display:none", "visibility:hidden", "opacity:0", "position:absolute"].flatMap {
      ["\($0);", "\($0)}"]
    }
    for rule in rules {
      let parts = css.split(separator: rule, omittingEmptySubsequences: false)
      for (before, part) in zip(parts, parts.dropFirst())
      where before.last.map({ "{},;".contains($0) }) ?? true {
        var body = part.prefix { $0 != "{" && $0 != "}" }
        // What stands before a nested block's “{” is its selector.
        let isClosed = body.endIndex < part.endIndex && part[body.endIndex] == "}"
        if !isClosed { body = body[..<(body.lastIndex(of: ";") ?? body.startIndex)] }
        body += "}"
        if let deed = deeds.first(where: { (";" + body).contains(";" + $0) }) { return rule + deed }
      }
    }
    return nil
  }
}
