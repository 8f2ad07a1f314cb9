// Stands in until the house lands; whoever pushes the house deletes this file.
import Kit
import Templating
public struct TemplateModule: Module { public static let name="template"; public static let title=""; public static let summary=""; public static let prefixes=["/face"]; public init(_ h: House) throws {}; public var routes: [Route] {[]}; public var pages: [Route] {[]}
 public func renderAlter(_ t: String, _ v: [Value], house: String, request: Request) throws -> [UInt8] { [] }
 public func face(of r: Request) throws -> Face { Face(view: .null) }
 public func look(of r: Request) throws -> Value { .null }
}
public struct Face: Sendable { public let view: Value }
