import Admin
import ArgumentParser
import Components
import Foundation
import Kit

struct Accounts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user",
    abstract: "Lists and makes accounts, changes their roles and passwords, lifts suspensions.",
    subcommands: [
      ListAccounts.self, AddAccount.self, SetRole.self, ResetPassword.self, RemoveFactors.self,
      LiftSanctions.self,
    ])
}

struct ListAccounts: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Shows the accounts.")

  @Argument(help: "Only names that begin so.") var prefix = ""

  func run() throws {
    let admin = try openSite().admin
    var last = ""
    while case let lines = try admin.users(prefix: prefix, after: last), let end = lines.last {
      try tell(table(lines.map { [$0.user.name, $0.user.role.rawValue, $0.user.createdAt.day] }))
      last = end.user.name
    }
  }
}

struct AddAccount: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Makes an account.",
    discussion: "The password is asked for, or read from standard input: it is seen in no list of processes.")

  @Argument(help: "The name to sign in with.") var name: String
  @Option(help: "member, moderator, admin, or a role of the site's own.") var role = Role.member

  func run() throws {
    let site = try openSite()
    // An account that nobody was told of would stand in the way of the next try.
    try site.admin.createUser(name: name, password: Self.askPassword(), role: role, now: .now) {
      try tell("\(name) has the role \(role.rawValue)")
    }
  }

  /// What comes on standard input instead.
  static func typedLine() throws -> String {
    guard let line = readLine() else { throw Refusal("nothing came on standard input") }
    return line
  }

  static func askPassword() throws -> String {
    guard isatty(STDIN_FILENO) == 1 else { return try typedLine() }
    guard let typed = getpass("Password: ") else { throw Refusal("no password was typed") }
    return String(cString: typed)
  }
}

struct SetRole: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role", abstract: "Gives an account a role, from its next request on.")

  @Argument(help: "The account's name.") var name: String
  @Argument(help: "member, moderator, admin, or a role of the site's own.") var role: Role

  func run() throws {
    try openSite().admin.setRole(of: name, to: role, now: .now)
    try confirm("\(name) has the role \(role.rawValue)")
  }
}

struct ResetPassword: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "password", abstract: "Gives an account a new password and signs it out everywhere.",
    discussion: "The password is asked for, or read from standard input: it is seen in no list of processes.")

  @Argument(help: "The account's name.") var name: String

  func run() throws {
    try openSite().admin.resetPassword(of: name, to: AddAccount.askPassword(), now: .now)
    try confirm("\(name) has a new password and is signed out everywhere")
  }
}

struct RemoveFactors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove-factors",
    abstract: "Takes the second factors of an account away and signs it out everywhere.",
    discussion: "For somebody who has lost their phone and their recovery codes. The password stays.")

  @Argument(help: "The account's name.") var name: String

  func run() throws {
    try openSite().admin.removeFactors(of: name, now: .now)
    try confirm("\(name) signs in with the password alone and is signed out everywhere")
  }
}

struct LiftSanctions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lift", abstract: "Ends the suspension of an account, and its silence.",
    discussion: "For where nobody is left who may do it in the control room.")

  @Argument(help: "The account's name.") var name: String

  func run() throws {
    let lifted = try openSite().admin.lift(from: name, now: .now)
    try tell("\(name) is not \(lifted.joined(separator: " or ")) any more")
  }
}

extension Role: ExpressibleByArgument {}
