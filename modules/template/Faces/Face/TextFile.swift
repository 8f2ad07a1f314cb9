import Foundation
import Kit

/// Small text files of a face.
enum TextFile {
  static let mostBytes = 524_288

  static func read(_ path: String, _ shown: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileProblem(shown, "This file can't be read.")
    }
    guard data.count <= mostBytes else { throw FileProblem(shown, "This file is larger than 512 KB.") }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw FileProblem(shown, "This file is not UTF-8 text.")
    }
    return text
  }
}
