import Templating

/// What is wrong with a line of alters.csv. Says where and what is allowed, never what stands there.
struct AltersProblem: Error, Sendable, Hashable {
  /// E: the file is not taken; W: the row is, with a default in that place; I: all is well, and worth knowing.
  enum Code: String, Sendable {
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
    case position = "W_POSITION"
    case name = "W_NAME"
    case pronouns = "W_PRONOUNS"
    case color = "W_COLOR"
    case visibility = "W_VIS"
    case kind = "W_KIND"
    case since = "W_SINCE"
    case status = "W_STATUS"
    case noFolder = "I_NO_FOLDER"
  }

  let code: Code
  let line: Int?

  init(_ code: Code, line: Int? = nil) {
    self.code = code
    self.line = line
  }

  var isError: Bool { code.rawValue.hasPrefix("E") }
  /// Nothing to mend.
  var isNote: Bool { code.rawValue.hasPrefix("I") }

  /// `alters.csv:3: …` for the log.
  var sentence: String {
    "\(line.map { "\(AltersFile.name):\($0)" } ?? AltersFile.name): \(reason) (\(code.rawValue))"
  }

  var reason: String {
    switch code {
    case .unreadable: "This file can't be read. Is it ours?"
    case .unwritable: "This file can't be written, so it does not show the last change. The site does."
    case .encoding: "This file is not UTF-8 text."
    case .size: "This file is larger than 256 KB."
    case .quotes: "A quote is not closed, or stands in the middle of a cell."
    case .header: "The first line must name the columns alter and fronting, or be like: seles;1"
    case .twice: "A column stands twice in the first line."
    case .rows: "There are more than 500 rows."
    case .slug: "The alter must be 1 to 32 of a-z, 0-9, - and _, and begin with a letter or digit."
    case .reserved: "This word has another meaning here and can't name an alter."
    case .fronting: "Fronting must be 1 or 0, true or false, yes or no, on or off."
    case .columns: "This row has another number of cells than the first line."
    case .duplicate: "This alter stands in a row above already."
    case .position: "The position must be a number from 1 to 99; taken as empty."
    case .name: "The name must be at most 100 characters of plain text; the alter's own word is taken."
    case .pronouns: "Pronouns must be at most 100 characters of plain text; taken as empty."
    case .color: "The colour must be like #33aa77; taken as empty."
    case .visibility: "This must be public, members, friends or private; taken as private."
    case .kind: "The kind must be alter or status; taken as alter."
    case .since:
      "Since must be a time with its offset such as 2026-11-23T08:00:00Z, not in the future; ignored."
    case .noFolder: "Whoever fronts here has no face of their own, so the site wears the neutral one."
    case .status: "A status must be at most 50 characters of plain text; taken as empty."
    }
  }
}

extension AltersProblem: Renderable {
  var value: Value {
    FileProblem("alters.csv", line: line, "\(reason) (\(code.rawValue))").value
  }
}
