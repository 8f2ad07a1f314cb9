import TemplateSystems

/// Whom the texts of a file mention. Until it is known who these are here, each has a number of the file's own, as
/// long as those of alters and above them all, so that a text keeps its length.
struct FileMentions: Sendable {
  private(set) var keys: [Int64: SystemFile.Key] = [:]
  private var numbers: [SystemFile.Key: Int64] = [:]
  private static let first: Int64 = 1 << 52

  mutating func token(of key: SystemFile.Key) -> String {
    let number = numbers[key] ?? Self.first + Int64(numbers.count)
    (numbers[key], keys[number]) = (number, key)
    return Mentions.token(number)
  }
}

/// A reader of files whose texts may mention somebody.
protocol NamesMentioned {
  var file: SystemFile { get set }

  /// The text with a token of `file.mentions` for each who is mentioned.
  mutating func naming(_ text: String) -> String
}

extension NamesMentioned {
  /// Text of many lines.
  mutating func text(_ record: SourceRecord, _ name: String, as limit: TextLimit = .description) -> String {
    let text = record.text(name, &file.remarks)
    return SourceText.body(naming(text), limit, &file.remarks)
  }

  mutating func line(_ record: SourceRecord, _ name: String, as limit: TextLimit) -> String {
    let text = record.text(name, &file.remarks)
    return SourceText.line(naming(text), limit, &file.remarks)
  }
}

extension SystemFile {
  /// Every text that can mention somebody.
  mutating func eachText(_ change: (inout String) -> Void) {
    if var profile {
      change(&profile.description)
      self.profile = profile
    }
    for index in alters.indices {
      change(&alters[index].description)
      for value in alters[index].values.indices { change(&alters[index].values[value].text) }
    }
    for index in groups.indices { change(&groups[index].description) }
    for index in notes.indices { change(&notes[index].text) }
    for index in spans.indices {
      change(&spans[index].status)
      for comment in spans[index].comments.indices { change(&spans[index].comments[comment].text) }
    }
  }
}
