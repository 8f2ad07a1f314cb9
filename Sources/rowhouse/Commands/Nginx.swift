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
    // Beside the run folder, where only root and the mount of systemd/ can put something.
    let cache = URL(filePath: "\(settings.run.path).cache")
    let isInMemory = flavour == .production && MemoryFolder.holds(cache)
    try NginxFiles(
      settings: settings, flavour: flavour, folder: URL(filePath: folder), cache: isInMemory ? cache : nil
    ).write()
  }
}

extension NginxFiles.Flavour: ExpressibleByArgument {}
