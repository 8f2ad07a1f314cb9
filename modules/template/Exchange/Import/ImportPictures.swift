import Kit
import Pictures
import TemplateSystems
import Zip

/// The pictures that came with a file, each judged and made bare like any that is uploaded. None is fetched from
/// anywhere.
struct ImportPictures: Sendable {
  /// By whose they are.
  private(set) var marks: [SystemFile.Key: String] = [:]
  private(set) var ofSystem: String?
  private(set) var remarks = Remarks()

  /// Without anything brought, none.
  init() {}

  /// `keep` gives a picture the mark by which it is known here.
  init(_ brought: BroughtFile, keep: (Picture) throws -> String) throws {
    var found = Found(brought.archives)
    for member in brought.system.alters {
      marks[member.key] = try take(&found, member.pictures, keep)
    }
    ofSystem = try take(&found, brought.system.profile?.pictures ?? [], keep)
    remarks.note(.dropped, "pictures of nobody in the file", found.left)
  }

  private mutating func take(
    _ found: inout Found, _ names: [String], _ keep: (Picture) throws -> String
  ) throws -> String? {
    guard let (zip, entry) = found.take(names) else {
      if names.contains(where: { $0.contains("/") }) {
        remarks.note(.dropped, "pictures that are named and did not come with the file")
      }
      return nil
    }
    do {
      return try keep(Picture(zip.read(entry, most: Picture.heaviest)))
    } catch let problem as PictureProblem {
      remarks.note(.dropped, problem.reason)
    } catch let fault as ZipFault {
      remarks.note(.dropped, fault == .large ? PictureProblem.heavy.reason : "pictures that are damaged")
    } catch is PictureShelf.Refusal {
      remarks.note(.dropped, "pictures for which there is no room: all together may take 200 MB")
    }
    return nil
  }

  /// What lies in the archives, by its whole name and by its name without folder and ending.
  private struct Found {
    private var places: [String: (ZipFile, ZipFile.Entry)] = [:]
    private var used: Set<String> = []
    private let all: Int

    /// What belongs to nobody.
    var left: Int { all - used.count }

    init(_ archives: [ZipFile]) {
      var names: Set<String> = []
      for zip in archives {
        for entry in zip.entries where Self.isPicture(entry.name) {
          names.insert(entry.name)
          let stem = entry.name.split(separator: "/").last?.split(separator: ".").first
          for name in [entry.name, stem.map(String.init)].compactMap(\.self) where places[name] == nil {
            places[name] = (zip, entry)
          }
        }
      }
      all = names.count
    }

    mutating func take(_ names: [String]) -> (ZipFile, ZipFile.Entry)? {
      guard let name = names.first(where: { places[$0] != nil }), let place = places[name] else { return nil }
      used.insert(place.1.name)
      return place
    }

    private static func isPicture(_ name: String) -> Bool {
      !name.hasPrefix("__MACOSX/") && !name.hasSuffix(".json")
    }

  }
}

extension PictureProblem {
  /// For many of them.
  fileprivate var reason: String {
    switch self {
    case .other: "files that are not pictures we can read"
    case .damaged: "pictures that are damaged"
    case .large: "pictures of more than \(Picture.largest) pixels on a side"
    case .heavy: "pictures that are larger than 1 MB"
    case .moving: "pictures that move"
    case .apples: "PNG files in Apple's own form"
    }
  }
}
