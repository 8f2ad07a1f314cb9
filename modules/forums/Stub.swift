// Stands in until the house lands; whoever pushes the house deletes this file.
import Kit
public struct ForumsModule: Module { public static let name="forums"; public static let title=""; public static let summary=""; public static let prefixes=["/forums"]; public init(_ h: House) throws {}; public var routes: [Route] {[]} }
