import Kit
import Templating

/// What is wrong with a line of alters.csv. Says where and what is allowed, never what stands there.
package struct AltersProblem: Error, Sendable, Hashable {
  /// E: the file is not taken; W: it is, but for this; I: all is well, and worth knowing.
  package enum Code: String, Sendable {
    case unreadable = "E_FILE_READ"
    case unwritable = "W_FILE_WRITE"
    case encoding = "E_FILE_UTF8"
    case size = "E_FILE_SIZE"
    case quotes = "E_FILE_QUOTES"
    case header = "E_FILE_HEADER"
    case twice = "E_FILE_HEADER_TWICE"
    case rows = "E_FILE_ROWS"
    case slug = "E_ROW_SLUG"
    case reserved = "E_ROW_RESERVED"
    case fronting = "E_ROW_FRONTING"
    case columns = "E_ROW_COLUMNS"
    case duplicate = "E_ROW_DUPLICATE"
    case contradiction = "E_ROW_CONTRADICTION"
    case position = "E_CELL_POSITION"
    case name = "E_CELL_NAME"
    case pronouns = "E_CELL_PRONOUNS"
    case color = "E_CELL_COLOR"
    case visibility = "E_CELL_VIS"
    case kind = "E_CELL_KIND"
    case since = "E_CELL_SINCE"
    case future = "W_SINCE"
    case status = "E_CELL_STATUS"
    case noFolder = "I_NO_FOLDER"
  }

  package let code: Code
  package let line: Int?
  /// Which cell of the row it is, from 1; or which byte of the line.
  let column: Int?

  init(_ code: Code, line: Int? = nil, column: Int? = nil) {
    (self.code, self.line, self.column) = (code, line, column)
  }

  package var isError: Bool { code.rawValue.hasPrefix("E") }
  /// Nothing to mend.
  package var isNote: Bool { code.rawValue.hasPrefix("I") }

  /// `alters.csv:3: …` for the log.
  var sentence: String {
    "\(line.map { "\(AltersFile.name):\($0)" } ?? AltersFile.name): \(reason) (\(code.rawValue))"
  }

  var reason: String {
    switch (code, column) {
    case (.encoding, let byte?): "Byte \(byte) of this line is no text. \(rule)"
    case (_, let cell?): "Column \(cell): \(rule)"
    case (_, nil): rule
    }
  }

  private var rule: String {
    switch code {
    case .unreadable: "This file can't be read. Is it ours?"
    case .unwritable: "This file can't be written, so it does not show the last change. The site does."
    case .encoding: "The file must be UTF-8 or UTF-16 with its mark: save it as “CSV UTF-8”."
    case .size: "This file is larger than 256 KB."
    case .quotes: "A quote is not closed, or stands in the middle of a cell."
    case .header:
      "The first line must name the columns alter and fronting, with one separator, or be like: seles;1"
    case .twice: "A column stands twice in the first line."
    case .rows: "There are more than 500 rows."
    case .slug: "The alter must be 1 to 32 of a-z, 0-9, - and _, and begin with a letter or digit."
    case .reserved: "This word has another meaning here and can't name an alter."
    case .fronting:
      "Fronting must be 1 or 0, true or false, yes or no, on or off, or such words of your language."
    case .columns: "This row has fewer cells than the first line, or one more in which something stands."
    case .duplicate: "This alter stands in a row above already."
    case .contradiction: "Two columns say who fronts, and they don't say the same here. Remove one of them."
    case .position: "The position must be a number from 1 to 99, or empty."
    case .name: "The name must be at most 100 characters of plain text, or empty."
    case .pronouns: "Pronouns must be at most 100 characters of plain text."
    case .color:
      "The colour must be like #33aa77, or empty. A spreadsheet takes it for a number if the # is missing."
    case .visibility: "This must be public, members, friends or private."
    case .kind: "The kind must be alter or status."
    case .since: "Since must be a time with its offset, such as 2026-11-23T08:00:00Z, or empty."
    case .future: "Since lies in the future, and is not taken."
    case .noFolder: "Whoever fronts here has no face of their own, so the site wears the neutral one."
    case .status: "A status must be at most 50 characters of plain text."
    }
  }
}

extension AltersProblem: Renderable {
  package var value: Value {
    FileProblem("alters.csv", line: line, "\(reason) (\(code.rawValue))").value
  }
}
