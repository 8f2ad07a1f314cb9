import Foundation
import Templating
import Testing

/// The official test data of Mustache (Mustache/README.md), each case a test.
struct OfficialData {
  @Test(arguments: OfficialCase.all)
  func renders(_ test: OfficialCase) throws {
    let library = try test.library()
    let output = try library.render("test", [test.data.value])
    #expect(String(decoding: output, as: UTF8.self) == test.expected)
  }

  @Test func isWhole() {
    #expect(OfficialCase.all.count == 184)
  }
}

struct OfficialCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let desc: String
  let data: OfficialValue
  let template: String
  let partials: [String: String]?
  let expected: String
  var file = ""

  enum CodingKeys: CodingKey { case name, desc, data, template, partials, expected }

  var testDescription: String { "\(file): \(name)" }

  static let all: [OfficialCase] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Mustache")
    let files = ["comments", "delimiters", "interpolation", "inverted", "partials", "sections"]
    return (files + ["~inheritance", "~dynamic-names"]).flatMap { file in
      let json = try! Data(contentsOf: folder.appending(path: "\(file).json"))
      var cases = try! JSONDecoder().decode(OfficialFile.self, from: json).tests
      for index in cases.indices { cases[index].file = file }
      return cases
    }
  }()

  /// The specification renders nothing where a template is missing; we report it.
  /// So here what is missing is an empty template, also for names that only the data knows.
  func library() throws -> Library {
    try Library(names: ["test"] + data.texts) { name, _ in
      let text = name == "test" ? template : partials?[name] ?? ""
      return try Template(Source(name: name, file: file, text: text))
    }
  }
}

private struct OfficialFile: Decodable {
  let tests: [OfficialCase]
}

/// JSON, as values.
struct OfficialValue: Decodable, Sendable {
  let value: Value
  /// All texts in it that could be a template's name.
  let texts: [String]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      (value, texts) = (.null, [])
    } else if let bool = try? container.decode(Bool.self) {
      (value, texts) = (.bool(bool), [])
    } else if let int = try? container.decode(Int.self) {
      (value, texts) = (.int(int), [])
    } else if let double = try? container.decode(Double.self) {
      (value, texts) = (double.value, [])
    } else if let text = try? container.decode(String.self) {
      (value, texts) = (.text(text), [text])
    } else if let list = try? container.decode([OfficialValue].self) {
      (value, texts) = (.list(list.map(\.value)), list.flatMap(\.texts))
    } else {
      let record = try container.decode([String: OfficialValue].self)
      (value, texts) = (record.mapValues(\.value).value, record.values.flatMap(\.texts))
    }
  }
}
