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
