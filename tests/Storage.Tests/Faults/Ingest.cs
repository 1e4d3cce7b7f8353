namespace Fleet.Storage;

/// <summary>
/// Vehicles that append one position after another, each as its grain would: what was answered committed counts as
/// acknowledged, what was not is tried again.
/// </summary>
internal sealed class Ingest(IPositionLog log, int vehicles, int perVehicle)
{
    private int _acknowledged;

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    public int Expected => vehicles * perVehicle;

    /// <summary>Conflicts would be a lie here: nobody else writes these vehicles.</summary>
    public int Conflicts { get; private set; }

    /// <param name="at">Called with the number of acknowledged rows, by whoever got there.</param>
    public Task RunAsync(Action<int> at) => Task.WhenAll(Enumerable.Range(0, vehicles).Select(v => Task.Run(() => RunVehicleAsync(v, at))));

    private async Task RunVehicleAsync(int vehicle, Action<int> at)
    {
        for (var i = 0; i < perVehicle;)
        {
            var result = await log.Append("acme", Samples.Name("v", vehicle), [Samples.At(i)], default);
            if (result.Status == AppendStatus.Conflict)
                Conflicts++;
            if (result.Status == AppendStatus.Committed)
            {
                i++;
                at(Interlocked.Increment(ref _acknowledged));
            }
            else
            {
                await Task.Yield();
            }
        }
    }
}
