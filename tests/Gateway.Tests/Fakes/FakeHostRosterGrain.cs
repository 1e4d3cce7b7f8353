using System.Collections.Immutable;
using Fleet.Hosts;

namespace Fleet.Gateway.Fakes;

/// <summary>Knows the gateways that a test names.</summary>
internal sealed class FakeHostRosterGrain(params GatewayEntry[] gateways) : IHostRosterGrain
{
    public Task Report(HostReport report) => Task.CompletedTask;

    public Task Leave(string name) => Task.CompletedTask;

    public Task Attend(string name, IGatewayObserver gateway) => Task.CompletedTask;

    public Task<ImmutableArray<GatewayEntry>> Gateways() => Task.FromResult(gateways.ToImmutableArray());

    public Task<ImmutableArray<HostReport>> List() => Task.FromResult(ImmutableArray<HostReport>.Empty);
}
