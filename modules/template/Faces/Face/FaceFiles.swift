import Foundation
import Kit
import Templating

/// The faces as their files are now, for the command line: no database is opened and nothing is written.
package struct FaceFiles {
  private let snapshot: Snapshot
  /// `file:line:column: reason`.
  package let problems: [String]
  /// What lies beside them and is not read, in the same way.
  package let ignored: [String]

  package init(_ settings: Settings) {
    var loader = SnapshotLoader(Roots(settings), previous: nil)
    snapshot = loader.load()
    problems = loader.problems.map { "\($0.place): \($0.reason)" }
    ignored = IgnoredFiles(Roots(settings)).problems.map { "\($0.place): \($0.reason)" }
  }

  package var generation: String { snapshot.generation }
  package var templates: Int { Set(snapshot.files.all.map(\.template.source.file)).count }
  package var alters: [String] { snapshot.files.alters }
  package var modules: [String] { snapshot.files.houses }

  package struct Explained: Encodable {
    package struct Candidate: Encodable {
      package let path, layer, reason: String
      package let isThere, isWinner: Bool
    }

    package let template, alter, module: String
    package let winner: String?
    package let candidates: [Candidate]
  }

  /// Throws `UnknownName` for what there is not.
  package func explain(_ template: String, alter: String, module: String) throws -> Explained {
    try check(template, alter, module)
    let explanation = Explanation(.init(template: template, alter: alter, house: module), snapshot.files)
    return Explained(
      template: template, alter: alter, module: module, winner: explanation.winner?.path,
      candidates: explanation.candidates.map {
        .init(path: $0.path, layer: $0.layer, reason: $0.reason, isThere: $0.isThere, isWinner: $0.isWinner)
      })
  }

  /// The line for an override of a template to say what it was made from.
  package func base(_ template: String, alter: String, module: String) throws -> String {
    try check(template, alter, module)
    let chain = Chain(snapshot.files, alter: alter.isEmpty ? nil : alter, house: module)
    let own = alter.isEmpty ? nil : TemplateOverride.layer(.alter(alter), isOwn: true)
    let base = chain.candidates(template).first { below in own.map { below.layer > $0 } ?? !below.isOwn }
    guard let base else {
      throw UnknownName("“\(template)” has nothing below it that an override could be made from")
    }
    return BaseLine(base).text
  }

  private func check(_ template: String, _ alter: String, _ module: String) throws {
    guard alter.isEmpty || snapshot.has(alter) else {
      throw UnknownName("there is no face called “\(alter)”; there are \(alters.joined(separator: ", "))")
    }
    guard module.isEmpty || modules.contains(module) else {
      throw UnknownName("there is no module called “\(module)”; there are \(modules.joined(separator: ", "))")
    }
    let chain = Chain(snapshot.files, alter: alter.isEmpty ? nil : alter, house: module)
    guard chain.files(template).isEmpty else { return }
    let names = Set(snapshot.files.all.map(\.name))
    guard !names.contains(template) else {
      let owner = modules.first { template.hasPrefix($0 + "/") }
      throw UnknownName(
        "“\(template)” is not there for \(module.isEmpty ? "pages of no module" : module)"
          + (owner.map { "; ask with --module \($0)" } ?? ""))
    }
    throw UnknownName("there is no template called “\(template)”\(Self.hint(template, names))")
  }

  /// Those that end or begin alike.
  private static func hint(_ template: String, _ names: Set<String>) -> String {
    let last = template.split(separator: "/").last.map(String.init) ?? template
    let near = names.filter { $0.hasSuffix("/" + last) || $0.hasPrefix(template) || $0 == last }.sorted()
    return near.isEmpty ? "" : "; did you mean \(near.prefix(3).joined(separator: ", "))?"
  }
}

/// A name that stands for nothing, in one line for whoever typed it.
package struct UnknownName: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
