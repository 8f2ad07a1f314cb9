import ArgumentParser
import Components
import Template
import TemplateFaces

struct MeasureFace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Measures what finding the face costs beside writing a page of 20 posts.")

  @Option(help: "How many rounds; their median is told.") var rounds = 400

  func run() throws {
    let found = try openSite().template.faces.measure(rounds: rounds)
    let (engine, whole) = (microseconds(found.engine), microseconds(found.renderAlter))
    try tell("figure face-page-bytes \(found.bytes) bytes")
    try tell("figure face-engine \(engine) us")
    try tell("figure face-render-alter \(whole) us")
    try tell("figure face-resolution \(microseconds(found.renderAlter - found.engine)) us")
  }

  private func microseconds(_ duration: Duration) -> Double {
    (duration / .microseconds(1) * 100).rounded() / 100
  }
}
