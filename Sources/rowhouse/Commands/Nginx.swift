import ArgumentParser
import Foundation
import Kit

struct Nginx: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes nginx's configuration for this site into a folder.",
    discussion: """
      production is what /etc/nginx/sites-enabled includes: rowhouse.conf in the folder, with TLS and a
      refusal of foreign hosts. development is a whole nginx of its own, as `rowhouse serve` runs it.
      """)

  @Argument(help: "Where to write it.", completion: .directory)
  var folder: String

  @Option(help: "development or production.")
  var flavour = NginxFiles.Flavour.production

  func run() throws {
    let settings = try Settings.load()
    try NginxFiles(settings: settings, flavour: flavour, folder: URL(filePath: folder)).write()
  }
}

extension NginxFiles.Flavour: ExpressibleByArgument {}
