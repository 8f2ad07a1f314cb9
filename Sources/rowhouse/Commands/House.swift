import ArgumentParser
import Components
import Kit

struct House: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "module", abstract: "Lists, enables and disables houses.",
    subcommands: [ListHouses.self, EnableHouse.self, DisableHouse.self])
}

struct ListHouses: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Shows the houses and whether they are enabled.")

  func run() throws {
    let rows = try openSite().registry.statuses().map { house in
      [
        house.name, house.isEnabled ? "enabled" : "disabled", house.isRequired ? "required" : "",
        house.summary,
      ]
    }
    try tell(table(rows))
  }
}

struct EnableHouse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enable", abstract: "Opens a house, at once and in every process.")

  @Argument(help: "The house's name.") var name: String

  func run() throws { try setEnabled(name, true) }
}

struct DisableHouse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable", abstract: "Closes a house, at once and in every process. It loses nothing.")

  @Argument(help: "The house's name.") var name: String

  func run() throws { try setEnabled(name, false) }
}

private func setEnabled(_ name: String, _ isEnabled: Bool) throws {
  let site = try openSite()
  guard try site.registry.statuses().contains(where: { $0.name == name }) else {
    throw Refusal("there is no house called \(name); rowhouse module list shows them")
  }
  try site.setEnabled(name, isEnabled, by: "command line")
  try confirm("\(name) is \(isEnabled ? "enabled" : "disabled")")
}
