import ArgumentParser
import Components
import Foundation
import Kit
import TemplateFaces

struct Face: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks the files that faces are made of, and explains which one wins.",
    subcommands: [ExplainFace.self, CheckFaces.self, BaseLine.self, MeasureFace.self])
}

/// A template, and for whom it is looked for.
struct TemplatePlace: ParsableArguments {
  @Argument(help: "The template's name, such as forums/thread or partials/byline.") var template: String
  @Option(help: "Whose face; left out: the neutral one.") var alter = ""
  @Option(help: "Which module asks; left out: the one that the name begins with.") var module: String?

  func house(_ faces: FaceFiles) -> String {
    module ?? faces.modules.first { template.hasPrefix($0 + "/") } ?? ""
  }
}

struct ExplainFace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Shows every place where a template may lie, which one wins and why.")

  @OptionGroup var place: TemplatePlace
  @Flag(help: "For another program.") var json = false

  func run() throws {
    let faces = FaceFiles(try Settings.loadAsOwner())
    let answer = try faces.explain(place.template, alter: place.alter, module: place.house(faces))
    guard !json else { return try tell(try asJson(answer)) }
    try tell(
      table(
        answer.candidates.map { candidate in
          [candidate.isWinner ? "->" : "", candidate.path, candidate.reason, "(\(candidate.layer))"]
        }))
  }
}

struct CheckFaces: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Reads and tries every face; says what is wrong as file:line:column, and what is ignored.")

  @Flag(help: "For another program.") var json = false

  private struct Report: Encodable {
    let generation: String
    let files: Int
    let problems: [String]
    let ignored: [String]
  }

  func run() throws {
    let faces = FaceFiles(try Settings.loadAsOwner())
    if json {
      try tell(
        asJson(
          Report(
            generation: faces.generation, files: faces.templates, problems: faces.problems,
            ignored: faces.ignored)))
    } else {
      try (faces.problems + faces.ignored).forEach(tell)
      if faces.problems.isEmpty {
        let verdict = faces.ignored.isEmpty ? "all is well" : "all that is read is well"
        try tell(
          "\(faces.templates) templates, \(faces.alters.count) faces with some of their own: \(verdict)")
      }
    }
    if !faces.problems.isEmpty { throw ExitCode.failure }
  }
}

struct BaseLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "base",
    abstract: "Prints the line by which an override says what it was made from.",
    discussion: """
      Put it into the override. When what it was made from changes, /admin/faces says so and shows what \
      changed.
      """)

  @OptionGroup var place: TemplatePlace

  func run() throws {
    let faces = FaceFiles(try Settings.loadAsOwner())
    try tell(faces.base(place.template, alter: place.alter, module: place.house(faces)))
  }
}

private func asJson(_ answer: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
  return String(decoding: try encoder.encode(answer), as: UTF8.self)
}
