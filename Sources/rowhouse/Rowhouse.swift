import ArgumentParser
import Components
import GRDB
import HTTPTypes
import Kit

/// The control command. Each subcommand is a file in Commands.
@main
struct Rowhouse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rowhouse",
    abstract: "Runs and looks after a Rowhouse site.",
    discussion: """
      The settings come from the environment or from /etc/rowhouse/rowhouse.env: ROWHOUSE_DATA, \
      ROWHOUSE_HOME, ROWHOUSE_BASE_URL, ROWHOUSE_WORKERS, ROWHOUSE_LISTEN, ROWHOUSE_RUN, ROWHOUSE_PROXIES.
      """,
    version: Site.version,
    subcommands: [
      Serve.self, Migrate.self, Routes.self, Accounts.self, Setting.self, House.self, Front.self, Face.self,
      Import.self, Export.self, Audit.self, Demo.self, Maintain.self, Doctor.self, Nginx.self,
    ])

  static func main() {
    StandardFiles.begin()
    DataOwner.closeFilesToOthers()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let fault as Fault {
      exit(withError: Refusal(fault.message.isEmpty ? fault.status.reasonPhrase : fault.message))
    } catch let error as UnansweredError {
      say("\(error)")
      exit(withError: ExitCode(ExitStatus.unwritten))
    } catch let error as DatabaseError {
      // Whole, it is the statement as well, over many lines.
      exit(withError: Refusal("the database: \(error.message ?? "\(error.resultCode)")"))
    } catch {
      exit(withError: error)
    }
  }
}

/// Why a command can't do what was asked, in one line for the person who asked.
struct Refusal: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
