import Admin
import ArgumentParser
import Components
import Kit

struct Setting: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows and changes what admins decide at /admin/settings.",
    subcommands: [ListSettings.self, SetSetting.self])
}

struct ListSettings: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Shows the settings, their values and what they mean.")

  func run() throws {
    try tell(table(openSite().admin.settings().map { [$0.name, $0.value, $0.meaning] }))
  }
}

struct SetSetting: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Changes a setting, from the next request on.",
    discussion: "Without a value it is read from standard input: a secret is seen in no list of processes.")

  @Argument(help: "The setting's name.") var name: String
  @Argument(help: "Its value.") var value: String?

  func run() throws {
    let admin = try openSite().admin
    guard value == nil || !admin.isSecret(name) else {
      throw Refusal(
        "\(name) is a secret, and whoever lists processes sees it in a command; leave it out to be asked")
    }
    let typed = try value ?? (admin.isSecret(name) ? AddAccount.askPassword() : AddAccount.typedLine())
    let consequence = try admin.set(name, to: typed, now: .now)
    try confirm("\(name) is set" + (consequence.isEmpty ? "" : "\n\(consequence)"))
  }
}
