import Foundation
import GRDB
import Kit

/// The site's system and those of accounts: who is in them, who fronts, and what people are to each other.
package struct Systems: Sendable {
  let house: House
  package let faces: any WornFaces
  package let system: Fresh<SiteSystem>
  /// What people are to the owner of the site's system.
  let circle: Fresh<Acquaintances>
  package let inbox: AltersInbox
  let states: AlterStates
  package let pictures: PictureShelf
  let known = KnownSpeakers()

  package init(_ house: House, wearing faces: any WornFaces) {
    (self.house, self.faces) = (house, faces)
    system = Fresh(house.app) { try SiteSystem.current($0) }
    let blocks = house.doors.blocks
    circle = Fresh(house.app) { try Acquaintances.site(blocks, $0) }
    pictures = PictureShelf(house)
    states = AlterStates(folder: house.data.appending(path: "alters"), log: house.log)
    inbox = AltersInbox(
      house, states, houses: { faces.houses }, hasFace: { faces.has($0) }
    ) { before, db in
      let circle = try Acquaintances.site(blocks, db)
      try Announcement(before: (before, circle), after: (.current(db), circle), ids: faces.faceIds)
        .publish(house.doors, db)
    }
  }

  package var jobs: [Job] {
    [
      Job("template.tell-friends", .every(seconds: 1)) { _, now in try tellFriends(at: now) },
      Job("template.forget-notices", .every(seconds: 3600)) { _, now in try forgetNotices(at: now) },
      Job("template.pictures", .every(seconds: 3600)) { _, now in try pictures.sweep(now: now) },
    ]
  }
}

extension Systems {
  static let maySee = "template.see"
  static let mayFront = "template.front"
  package static let mayManage = "template.manage"

  package static let permissions = [
    Permission(maySee, "See who fronts where that is shown to members", .members),
    Permission(mayFront, "Say who is fronting, and see it where it is private", .admins),
    Permission(mayManage, "Edit the site's system: who is in it, and who may see whom", .admins),
  ]
}

extension Systems {
  /// Takes up an edit of alters.csv, at once for those who make such edits. Nobody else waits for the file where
  /// a thread watches it: a switch that they may not see is written into it as well.
  func followFile(for request: Request) throws {
    let isTheirs = request.viewer.can(Self.mayFront) || request.viewer.can(Self.mayManage)
    if isTheirs || !faces.isWatched { try inbox.follow(now: request.now, atOnce: true) }
  }
}

/// What systems ask of the faces, which follow them.
package protocol WornFaces: Sendable {
  /// Names of houses, which nobody in the system may have.
  var houses: [String] { get }
  /// Those that everybody may wear: the ones that ship.
  var shipped: [ShippedFace] { get }
  /// A thread looks at the files, and requests need not.
  var isWatched: Bool { get }
  func has(_ alter: String) -> Bool
  var faceIds: FaceIds { get }
}

package struct ShippedFace: Sendable {
  package let slug: String
  let title: String

  package init(slug: String, title: String) { (self.slug, self.title) = (slug, title) }
}
