import Admin
import ArgumentParser
import Components
import Forums
import Foundation
import Kit

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fills the site with a sample community, the same each time.",
    discussion: "People, categories, threads, rooms, and three kinds of alters.csv to try.")

  @Option(help: "How many threads.") var threads = 60
  @Option(help: "How many posts in all of them.") var posts = 600
  @Flag(help: "Do nothing if the sample community is there already.") var ifEmpty = false

  func validate() throws {
    guard threads > 0, posts >= threads else {
      throw ValidationError("There must be at least one thread, and a post for each.")
    }
  }

  func run() throws {
    let site = try openSite()
    guard try site.admin.users(prefix: Resident.firstHandle, limit: 1).isEmpty else {
      guard !ifEmpty else { return }
      throw Refusal("the sample community is here already")
    }
    let residents = try Resident.moveIn(site, now: .now)
    try write(site, residents)
    var rooms = Rooms(residents: residents, end: .now)
    try rooms.open(in: site)
    let samples = try AltersSamples(in: site.settings).write()
    try confirm("sign in as \(residents.map(\.handle).joined(separator: ", ")) with: \(Resident.password)")
    try confirm("three kinds of alters.csv to try are in \(samples.path)")
  }

  private func write(_ site: Site, _ residents: [Resident]) throws {
    var street = Street(residents: residents, threads: threads, posts: posts, end: .now)
    let seed = street.seed()
    let begun = uptime()
    let bar = ProgressBar("writing posts", of: posts)
    try site.house(ForumsModule.self).seed(seed, progress: bar.show)
    let rate = Int(Double(posts) / max(0.001, uptime() - begun))
    try confirm("\(threads) threads with \(posts) posts, \(rate) a second")
  }
}
