using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest;

/// <summary>
/// The one way of positions from any door (HTTP, socket, OsmAnd) to the fleet. Whatever has to happen before a position
/// may be acknowledged (a log, a group commit) is a link of this chain, in front of the grains.
/// </summary>
public interface IIngestPipeline
{
    /// <summary>Takes positions of one organization. Sending the same ones again adds nothing.</summary>
    /// <returns>One outcome per position, in order. It completes when all may be acknowledged.</returns>
    /// <exception cref="IngestBusyException">Too much is under way; nothing was taken.</exception>
    /// <exception cref="IngestFailedException">Some may have been taken and some not; send all again.</exception>
    ValueTask<PositionStatus[]> Submit(
        string organizationId, IReadOnlyList<IngestPosition> positions, CancellationToken cancellationToken);
}
