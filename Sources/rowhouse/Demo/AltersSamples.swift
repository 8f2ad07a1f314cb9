import Foundation
import Kit
import Template

/// Three files that say the same in the three dialects of alters.csv.
struct AltersSamples {
  private let folder: URL

  init(in settings: Settings) { folder = settings.data(of: TemplateModule.name).appending(path: "samples") }

  private static let files = [
    "plain.csv": "seles;1\ndexen;0\nyuki;0\n",
    "alter-fronting.csv": "alter,fronting\nseles,0\ndexen,1\nyuki,0\n",
    "name-is-fronting.csv": "name,is_fronting\nseles,no\ndexen,no\nyuki,yes\n",
    "README": """
    Copy one of these files over alters.csv in the folder above: the site's front follows within a second.

    """,
  ]

  /// Answers where they are.
  func write() throws -> URL {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in Self.files {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    return folder
  }
}
