import Admin
import ArgumentParser
import Components
import Foundation
import Kit
import Template
import TemplateExchange

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Puts an export of \(FileFormat.titles) into an account's system.",
    discussion: """
      All of it or nothing. What is there already is updated, never doubled, and what was changed here since \
      stays. Everything new is private unless --public-as-said opens what the file says everybody may see.
      """)

  @Argument(
    help: "The file, or a ZIP archive of 256 MB at the most with it; - is standard input.",
    completion: .file())
  var file: String?
  @Option(help: "A ZIP archive of pictures that goes with it.", completion: .file()) var pictures: String?
  @Option(help: "Whose system it is.") var account: String
  @Flag(help: "Say what it would do, and change nothing.") var dryRun = false
  @Flag(help: "Let be seen what the file says everybody may see.") var publicAsSaid = false
  @Flag(help: "Make a list of each list or privacy bucket. Friends are on it only with --public-as-said.")
  var lists = false
  @Flag(help: "Bring back what an earlier import brought and was deleted here since.") var deleted = false
  @Option(help: "Take this import back instead.") var undo: Int64?

  func validate() throws {
    guard (file == nil) != (undo == nil) else { throw ValidationError("Give a file, or an import to undo.") }
    guard (file, pictures) != ("-", "-") else {
      throw ValidationError("Only one of the two can come on standard input.")
    }
  }

  func run() throws {
    // Whoever asks may read what the site's own user may not.
    let (content, pictures) = (try file.map(read), try pictures.map(read))
    let site = try openSite()
    let account = try site.account(named: account)
    guard let content else {
      guard let undo else { return }
      return try site.template.exchange.undoImport(undo, of: account, now: .now).forEach(confirm)
    }
    let lines = try site.template.exchange.importSystem(
      content, pictures: pictures, into: account, asSaid: publicAsSaid, makesLists: lists,
      bringsBack: deleted, isDry: dryRun, now: .now
    ) { done, total in ProgressBar("importing", of: total).show(done) }
    try lines.forEach(dryRun ? tell : confirm)
  }

  /// Where it lies: what is large is never whole in memory, unless it comes through a pipe.
  private func read(_ file: String) throws -> Data {
    if file == "-" { return try readInput() }
    guard let size = try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int else {
      throw Refusal("there is no file \(file)")
    }
    guard size <= Self.largest else { throw Refusal("\(file) is larger than 256 MB") }
    return try Data(contentsOf: URL(filePath: file), options: .alwaysMapped)
  }

  private static let largest = 256 << 20

  private func readInput() throws -> Data {
    guard let data = try StandardFiles.everything(upTo: Self.largest) else {
      throw Refusal("what came on standard input is larger than 256 MB")
    }
    return data
  }
}

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes an account's system to standard output.",
    discussion: "What could not go with it is said on standard error.")

  @Option(help: "Whose system it is.") var account: String
  @Option(help: "pluralkit, rowhouse, or rowhouse-zip with pictures.") var format = SystemExchange
    .SystemFormat.rowhouse

  func run() throws {
    let site = try openSite()
    let account = try site.account(named: account)
    let remarks = try site.template.exchange.exportSystem(of: account, as: format, now: .now) { bytes in
      try StandardFiles.answer(bytes)
    }
    remarks.forEach(say)
  }
}

extension SystemExchange.SystemFormat: ExpressibleByArgument {}

extension Site {
  fileprivate func account(named name: String) throws -> Int64 {
    guard let line = try admin.users(prefix: name, limit: 1).first,
      line.user.name.lowercased() == name.lowercased()
    else { throw Refusal("there is no account called \(name)") }
    return line.user.id
  }
}
