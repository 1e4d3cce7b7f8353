using Orleans.Concurrency;
using Orleans.Embedded.Activations;
using Orleans.Runtime;

namespace Orleans.Embedded.Management;

/// <summary>Answers about the one silo there is.</summary>
[GrainType("sys.management"), StatelessWorker, Reentrant]
internal sealed class ManagementGrain(Silo silo) : Grain, IManagementGrain
{
    private IEnumerable<Activation> Activations => silo.Directory.Activations.Where(static a => a.IsValid);

    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false) =>
        Task.FromResult(new Dictionary<SiloAddress, SiloStatus> { [silo.SiloAddress] = silo.IsStopping ? SiloStatus.ShuttingDown : SiloStatus.Active });

    public async Task ForceActivationCollection(TimeSpan ageLimit) =>
        await Task.WhenAll(silo.Collector.Collect(ageLimit).Select(static activation => activation.Deactivated));

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() => Task.FromResult<SimpleGrainStatistic[]>(
    [
        .. Activations.GroupBy(static a => a.Class).Select(group => new SimpleGrainStatistic
        {
            GrainType = group.Key.TypeName,
            SiloAddress = silo.SiloAddress,
            ActivationCount = group.Count(),
        }),
    ]);

    public Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null)
    {
        if (hostsIds is not null && !hostsIds.Contains(silo.SiloAddress)) return Task.FromResult<DetailedGrainStatistic[]>([]);
        return Task.FromResult<DetailedGrainStatistic[]>(
        [
            .. Activations.Where(a => types is null || types.Contains(a.Class.TypeName)).Select(a => new DetailedGrainStatistic
            {
                GrainType = a.Class.TypeName,
                SiloAddress = silo.SiloAddress,
                GrainId = a.GrainId,
            }),
        ]);
    }

    public Task<int> GetTotalActivationCount() => Task.FromResult(Activations.Count());
}
