import Components
import Kit
import Logging

/// The site as the settings say, opened and migrated. Quiet: what a command has to say, it says itself.
func openSite() throws -> Site {
  var log = Logger(label: "rowhouse")
  log.logLevel = .error
  return try Site(.loadAsOwner(), log: log)
}
