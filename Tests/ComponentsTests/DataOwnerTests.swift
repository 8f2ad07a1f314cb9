import Foundation
import Kit
import Testing

@testable import Components

@Suite final class DataOwnerTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "owner-\(UUID().uuidString)")

  deinit { try? FileManager.default.removeItem(at: folder) }  // a temporary folder that stays harms nobody

  @Test func thePackagesFolderIsThePackagesUsersEvenBeforeItIsThere() {
    #expect(DataOwner(of: folder, packaged: (folder, "nobody")).name == "nobody")
  }

  @Test func whatRootStillHasToMakeIsForTheServices() throws {
    guard geteuid() == 0 else { return }
    let packaged = (URL(filePath: "/nowhere"), "nobody")
    #expect(DataOwner(of: folder, packaged: packaged).name == "nobody")
    #expect(DataOwner(of: folder, isBesideCode: true, packaged: packaged).uid == 0)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    #expect(DataOwner(of: folder, packaged: packaged).uid == 0)
  }

  @Test func withoutThePackagesUserAFolderIsWhoseItIs() throws {
    #expect(DataOwner(of: folder, packaged: (folder, "nobody-at-all")).uid == geteuid())
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    #expect(DataOwner(of: folder).uid == geteuid())
    if geteuid() == 0 {
      chown(folder.path, 12_345, 54_321)
      #expect(DataOwner(of: folder) == DataOwner(of: folder, packaged: (URL(filePath: "/nowhere"), "nobody")))
      #expect((DataOwner(of: folder).uid, DataOwner(of: folder).gid) == (12_345, 54_321))
      #expect(DataOwner(of: folder).name == "12345")
    }
  }
}
