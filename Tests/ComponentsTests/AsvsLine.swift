/// A line of docs/asvs.md.
struct AsvsLine {
  static let words = ["met", "written", "not met", "does not apply"]

  /// Items, their levels, what is asked for, how it stands, how or why not, held by.
  let cells: [String]

  var items: [String] { AsvsItem.read(cells[0]) }
  var levels: Set<Int> { Set(cells[1].split(separator: ", ").compactMap { Int($0) }) }
  var state: String { cells[3].replacing("**", with: "") }
  var how: String { cells[4] }
  var links: [String] { how.matches(of: /\]\(([^)]+)\)/).map { String($0.1) } }
  var tests: [(file: String, name: String)] {
    cells[5].matches(of: /`([\w\/]+\.(?:swift|py))`: `([^`]+)`/).map { (String($0.1), String($0.2)) }
  }

  static func all(in text: String) -> [AsvsLine] {
    text.split(separator: "\n").compactMap { line in
      guard line.contains(/^\| \d+\.\d+\.\d+/) else { return nil }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      return AsvsLine(cells: cells.map { $0.trimmingPrefix(" ").description.trimmed })
    }.filter { $0.cells.count == 6 }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
