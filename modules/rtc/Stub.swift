// Stands in until the house lands; whoever pushes the house deletes this file.
import Kit
public struct RTCModule: Module { public static let name="rtc"; public static let title=""; public static let summary=""; public static let prefixes=["/rtc"]; public init(_ h: House) throws {}; public var routes: [Route] {[]} }
