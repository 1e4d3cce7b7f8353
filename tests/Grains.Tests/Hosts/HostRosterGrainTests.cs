namespace Fleet.Hosts;

[Collection(ClusterCollection.Name)]
public sealed class HostRosterGrainTests(ClusterFixture fixture)
{
    private IHostRosterGrain Roster => fixture.Grains.GetGrain<IHostRosterGrain>("hosts/" + _id);

    private readonly string _id = fixture.NewOrganization();

    [Fact]
    public async Task Host_that_reports_is_listed_until_it_leaves()
    {
        await Roster.Report(Report("b", HostRole.Gateway));
        await Roster.Report(Report("a", HostRole.Silo));
        await Roster.Report(Report("a", HostRole.Silo) with { CpuShare = 0.5 });
        Assert.Equal([("a", 0.5), ("b", 0.25)], (await Roster.List()).Select(h => (h.Name, h.CpuShare)));

        await Roster.Leave("a");
        await Roster.Leave("nobody");
        Assert.Equal(["b"], (await Roster.List()).Select(h => h.Name));
    }

    [Fact]
    public async Task Host_that_is_silent_for_more_than_a_minute_is_forgotten()
    {
        await Roster.Report(Report("a", HostRole.Silo));
        fixture.Clock.Advance(TimeSpan.FromSeconds(60));
        await Roster.Report(Report("b", HostRole.Silo));
        Assert.Equal(["a", "b"], (await Roster.List()).Select(h => h.Name));
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["b"], (await Roster.List()).Select(h => h.Name));
    }

    [Fact]
    public async Task Gateway_that_attends_can_be_asked_by_others_until_it_leaves_or_is_silent()
    {
        var (one, two) = (new Gateway(1), new Gateway(2));
        await Roster.Attend("one", fixture.Grains.CreateObjectReference<IGatewayObserver>(one));
        await Roster.Attend("two", fixture.Grains.CreateObjectReference<IGatewayObserver>(two));
        var answers = await Task.WhenAll((await Roster.Gateways()).Select(async g => (g.Name, await g.Gateway.Disconnect("org", null))));
        Assert.Equal([("one", 1), ("two", 2)], answers);

        await Roster.Leave("one");
        Assert.Equal(["two"], (await Roster.Gateways()).Select(g => g.Name));
        fixture.Clock.Advance(TimeSpan.FromSeconds(60) + TimeSpan.FromMilliseconds(1));
        Assert.Empty(await Roster.Gateways());
        GC.KeepAlive((one, two));
    }

    private sealed class Gateway(int connections) : IGatewayObserver
    {
        public Task<ConnectionReports> Connections(string organizationId, int atMost) => throw new NotSupportedException();

        public Task<int> Disconnect(string organizationId, string? connectionId) => Task.FromResult(connections);
    }

    private HostReport Report(string name, HostRole role) => new()
    {
        Name = name,
        Role = role,
        Version = "1.0.0",
        Engine = "Embedded",
        StartedAt = fixture.Clock.GetUtcNow(),
        ReportedAt = fixture.Clock.GetUtcNow(),
        CpuShare = 0.25,
        MemoryBytes = 1,
        HeapBytes = 1,
    };
}
