import Admin
import ArgumentParser
import Components
import Foundation
import Kit
import Template
import TemplateSystems

struct Front: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows who is fronting, and switches.",
    discussion: """
      Without --account it is about the system that gives the site its face, the one of alters.csv. Open pages \
      follow at once.

      Exits with 0 if it is done or was so already, 1 if it can't be done (and then nothing has changed), 64 if \
      the command was not understood.
      """,
    subcommands: [
      ShowFront.self, SetFront.self, AddToFront.self, RemoveFromFront.self, NobodyFronts.self, UndoFront.self,
    ],
    defaultSubcommand: ShowFront.self)
}

/// Whose front it is about, and how to answer.
struct FrontScope: ParsableArguments {
  @Option(help: "An account's own system instead of the site's.") var account: String?
  @Flag(help: "For another program.") var json = false
}

/// When a switch was, and why.
struct SwitchDetails: ParsableArguments {
  @Option(help: "When it was, if not now: 2026-11-23T08:00, by the system's clocks, or with an offset.")
  var at: String?
  @Option(help: "A note that stays with the switch.") var note = ""
}

struct ShowFront: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows who is fronting.")
  @OptionGroup var scope: FrontScope

  func run() throws {
    let site = try openSite()
    try scope.tellFront(site, of: scope.account(in: site))
  }
}

struct SetFront: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Makes exactly these front, in this order.")
  @Argument(help: "Their words as in alters.csv, or their names.") var names: [String]
  @OptionGroup var scope: FrontScope
  @OptionGroup var details: SwitchDetails

  func run() throws { try scope.give(.set(names), details) }
}

struct AddToFront: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "Lets these front as well.")
  @Argument(help: "Their words as in alters.csv, or their names.") var names: [String]
  @OptionGroup var scope: FrontScope
  @OptionGroup var details: SwitchDetails

  func run() throws { try scope.give(.add(names), details) }
}

struct RemoveFromFront: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Lets these step back.")
  @Argument(help: "Their words as in alters.csv, or their names.") var names: [String]
  @OptionGroup var scope: FrontScope
  @OptionGroup var details: SwitchDetails

  func run() throws { try scope.give(.remove(names), details) }
}

struct NobodyFronts: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "out", abstract: "Nobody fronts.")
  @OptionGroup var scope: FrontScope
  @OptionGroup var details: SwitchDetails

  func run() throws { try scope.give(.out, details) }
}

struct UndoFront: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Takes the last switch back as if it had never been.")
  @OptionGroup var scope: FrontScope

  func run() throws { try scope.give(.undo, nil) }
}

extension FrontScope {
  func account(in site: Site) throws -> Int64? {
    try account.map { try site.admin.account(named: $0) }
  }

  fileprivate func give(_ order: FrontOrder, _ details: SwitchDetails?) throws {
    let site = try openSite()
    let account = try account(in: site)
    let isChanged = try site.template.systems.order(
      order, of: account, at: details?.at, note: details?.note ?? "", now: .now)
    if !isChanged {
      say(order == .undo ? "there is nothing to undo" : "that is how it was already")
    }
    try tellFront(site, of: account, isChanged: isChanged)
  }

  fileprivate func tellFront(_ site: Site, of account: Int64?, isChanged: Bool = false) throws {
    let front = try site.template.systems.front(of: account, now: .now)
    let answer = isChanged ? confirm : tell
    guard !json else { return try answer(Self.json(front, isChanged)) }
    guard !front.isEmpty else { return try answer("nobody is fronting") }
    try answer(table(front.map { [$0.alter, $0.name, "since \($0.since)", $0.status] }))
  }

  private static func json(_ front: [FrontLine], _ isChanged: Bool) throws -> String {
    struct Answer: Encodable {
      let changed: Bool
      let front: [FrontLine]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(Answer(changed: isChanged, front: front)), as: UTF8.self)
  }
}
