import Foundation
import Kit

/// Whose the site's files are. Every program works as that user, whoever starts it: what root would make in
/// the folder, the services could not open.
public struct DataOwner: Equatable, Sendable {
  public let uid: uid_t
  public let gid: gid_t
  /// A number where nobody is called so.
  public let name: String

  /// Where the package keeps its data, and its user.
  public static let packaged = (folder: URL(filePath: "/var/lib/rowhouse"), user: "rowhouse")

  /// What a program makes is for its user and group, and for nobody else.
  public static func closeFilesToOthers() { umask(0o027) }

  /// The package's user for the package's folder, its owner for any other one. One that is still to be made, and
  /// is not beside the code, is for the services too, if there is their user; otherwise for whoever asks.
  public init(
    of folder: URL, isBesideCode: Bool = false, packaged: (folder: URL, user: String) = DataOwner.packaged
  ) {
    var status = stat()
    let isThere = stat(folder.path, &status) == 0
    let isForServices =
      folder.standardizedFileURL.path == packaged.folder.path || (!isThere && !isBesideCode && geteuid() == 0)
    if isForServices, let user = getpwnam(packaged.user) {
      self.init(user.pointee)
    } else {
      self.init(uid: isThere ? status.st_uid : geteuid(), gid: isThere ? status.st_gid : getegid())
    }
  }

  private init(uid: uid_t, gid: gid_t) {
    if let user = getpwuid(uid) {
      self.init(user.pointee)
    } else {
      self.init(uid: uid, gid: gid, name: "\(uid)")
    }
  }

  static func name(of uid: uid_t) -> String { DataOwner(uid: uid, gid: 0).name }

  private init(_ user: passwd) {
    self.init(uid: user.pw_uid, gid: user.pw_gid, name: String(cString: user.pw_name))
  }

  private init(uid: uid_t, gid: gid_t, name: String) { (self.uid, self.gid, self.name) = (uid, gid, name) }

  /// Root becomes the owner; anybody else stays who they are.
  fileprivate func become(makingFoldersOf settings: Settings) throws {
    guard geteuid() == 0, uid != 0 else { return }
    for folder in [settings.data, settings.run] where !FileManager.default.fileExists(atPath: folder.path) {
      try makeFolders(above: folder)
      try check(mkdir(folder.path, 0o751), "make \(folder.path)")
      try check(chown(folder.path, uid, gid), "give \(folder.path) to \(name)")
    }
    try check(getpwuid(uid) == nil ? setgroups(0, nil) : initgroups(name, gid))
    try check(setgid(gid))
    try check(setuid(uid))
    setenv("USER", name, 1)
    setenv("LOGNAME", name, 1)
    setenv("HOME", settings.data.path, 1)
  }

  /// Root's, through which the owner has to come.
  private func makeFolders(above folder: URL) throws {
    let mask = umask(0o022)
    defer { umask(mask) }
    try FileManager.default.createDirectory(
      at: folder.deletingLastPathComponent(), withIntermediateDirectories: true)
  }

  private func check(_ result: CInt, _ what: String? = nil) throws {
    guard result == 0 else {
      throw StorageError(
        description: "can't \(what ?? "act as \(name)"): \(String(cString: strerror(errno)))")
    }
  }
}

extension Settings {
  /// How every program begins, before it opens anything: the settings, and from then on as the data's owner.
  public static func loadAsOwner() throws -> Settings {
    DataOwner.closeFilesToOthers()
    let settings = try load()
    try DataOwner(of: settings.data, isBesideCode: !settings.isDataSet).become(makingFoldersOf: settings)
    return settings
  }
}
