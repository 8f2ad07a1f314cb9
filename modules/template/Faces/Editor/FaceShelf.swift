import Foundation
import Kit

/// What the editor keeps of one face: a draft that nobody is served, the last versions that were published, and
/// the number of the one that is worn.
///
///     template/drafts/seles.json
///     site/faces/seles/versions/7.json     written once, never changed
///     site/faces/seles/published           "7"
///
/// Publishing ends with the rename of `published`: before it the old version is worn, after it the new one.
/// Workers write drafts, and nothing below `site/`.
struct FaceShelf: Sendable {
  let face: String
  let folder: URL
  private let draftFile: URL
  /// Tests stop here, as a power cut would.
  var interruption: @Sendable (Step) throws -> Void = { _ in }

  enum Step: String, CaseIterable {
    case locked, versionStaged, versionWritten, pointerStaged, pointerMoved, tidied
  }

  /// How many may be gone back to, beside the one that is worn.
  static let most = 5

  init(_ face: String, _ roots: Roots) {
    self.init(
      folder: URL(filePath: Self.root(roots)).appending(path: face),
      draft: URL(filePath: roots.drafts).appending(path: "\(face).json"))
  }

  init(folder: URL, draft: URL) {
    (face, self.folder, draftFile) = (folder.lastPathComponent, folder, draft)
  }

  static func root(_ roots: Roots) -> String { "\(roots.own)/faces" }

  /// The faces that have a draft.
  static func drafted(_ roots: Roots) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: roots.drafts)) ?? []
    return names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
      .filter { Slug.isOne($0) }
  }

  /// Those that can be read.
  static func drafts(_ roots: Roots) -> [FaceDesign] {
    drafted(roots).compactMap { face in try? FaceShelf(face, roots).draft() }
  }

  private var pointer: URL { folder.appending(path: "published") }
  private var versionFolder: URL { folder.appending(path: "versions") }
  private func file(of version: Int) -> URL { versionFolder.appending(path: "\(version).json") }
}

// MARK: - The draft

extension FaceShelf {
  /// nil if there is none. Throws `FileProblem` for one that was damaged.
  func draft() throws -> FaceDesign? {
    guard FileManager.default.fileExists(atPath: draftFile.path) else { return nil }
    return try design(draftFile, called: "drafts/\(face).json", isDraft: true)
  }

  /// Nobody else keeps a draft of this face until it is done.
  func alone<Answer>(_ work: () throws -> Answer) throws -> Answer {
    try make(draftFile.deletingLastPathComponent())
    return try FileLock.hold(draftFile.appendingPathExtension("lock"), work)
  }

  func keep(_ draft: FaceDesign) throws {
    try make(draftFile.deletingLastPathComponent())
    try AtomicFile.write(Array(draft.text.utf8), to: draftFile)
  }

  func discardDraft() throws {
    guard unlink(draftFile.path) != 0, errno != ENOENT else { return }
    throw FileProblem("draft.json", "This file can't be removed: \(String(cString: strerror(errno))).")
  }

  private func design(_ file: URL, called name: String, isDraft: Bool) throws -> FaceDesign {
    try FaceDesign(TextFile.read(file.path, name), file: name, isDraft: isDraft)
  }

  private func make(_ folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }
}

// MARK: - What is published

extension FaceShelf {
  /// The version that is worn; nil while the face is as it shipped.
  var published: Int? {
    guard let data = FileManager.default.contents(atPath: pointer.path) else { return nil }
    return Int(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Newest first.
  var versions: [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: versionFolder.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.compactMap { Int($0.dropLast(5)) }.sorted(by: >)
  }

  /// Throws `FileProblem` for one that was damaged, or is gone.
  func version(_ number: Int) throws -> FaceDesign {
    try design(file(of: number), called: "site/faces/\(face)/versions/\(number).json", isDraft: false)
  }

  /// Makes a design the one that is worn. Answers its number.
  func publish(_ design: FaceDesign) throws -> Int {
    try change {
      let number = (versions.first ?? 0) + 1
      try make(versionFolder)
      let staged = try AtomicFile(staging: Array(design.text.utf8), for: file(of: number))
      try interruption(.versionStaged)
      try staged.commit()
      try interruption(.versionWritten)
      try point(to: number)
      return number
    }
  }

  /// Wears an earlier version again; nil: the face as it shipped.
  func wear(_ number: Int?) throws {
    try change {
      guard let number else { return try takeDown() }
      _ = try version(number)
      try point(to: number)
    }
  }

  private func change<Answer>(_ work: () throws -> Answer) throws -> Answer {
    try make(folder)
    return try FileLock.hold(folder.appending(path: ".lock")) {
      try interruption(.locked)
      let answer = try work()
      tidy()
      try interruption(.tidied)
      return answer
    }
  }

  private func point(to number: Int) throws {
    let staged = try AtomicFile(staging: Array("\(number)\n".utf8), for: pointer)
    try interruption(.pointerStaged)
    try staged.commit()
    try interruption(.pointerMoved)
  }

  private func takeDown() throws {
    guard unlink(pointer.path) != 0, errno != ENOENT else { return }
    throw FileProblem("published", "This file can't be removed: \(String(cString: strerror(errno))).")
  }

  /// Versions that nobody can go back to any more, and what an interruption left. What can't be removed now
  /// is removed next time.
  private func tidy() {
    let worn = published
    for number in versions.filter({ $0 != worn }).dropFirst(Self.most) { unlink(file(of: number).path) }
    for folder in [folder, versionFolder] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      for name in names where name.hasPrefix(".") && name.hasSuffix(".tmp") {
        unlink(folder.appending(path: name).path)
      }
    }
  }
}
