using System.Runtime.InteropServices;
using System.Threading.Channels;
using Fleet.Devices.Gateway;

namespace Fleet.Devices.Replays;

/// <summary>Sends the points of some vehicles, one request at a time, so that each vehicle's points arrive in order.</summary>
internal sealed class ReplayLane(LocationClient client, ReplayLedger ledger, string file, int batch)
{
    // Owner: the lane. Bound: two batches. Overflow: the reader waits, so that nothing is read ahead of what is acknowledged.
    private readonly Channel<ReplayPoint> _points = Channel.CreateBounded<ReplayPoint>(new BoundedChannelOptions(batch * 2)
    {
        SingleReader = true,
        SingleWriter = true,
        FullMode = BoundedChannelFullMode.Wait,
    });

    public ValueTask Write(ReplayPoint point, CancellationToken cancellationToken) => _points.Writer.WriteAsync(point, cancellationToken);

    public void Complete() => _points.Writer.TryComplete();

    public async Task Run(CancellationToken cancellationToken)
    {
        var taken = new List<ReplayPoint>(batch);
        while (await _points.Reader.WaitToReadAsync(cancellationToken))
        {
            taken.Clear();
            while (taken.Count < batch && _points.Reader.TryRead(out var point))
                taken.Add(point);
            ledger.Sending(taken.Count);
            var results = await client.Post(taken.ConvertAll(p => p.Point).ToArray(), cancellationToken);
            ledger.Answered(results, CollectionsMarshal.AsSpan(taken), file);
        }
    }
}
