using Fleet.Gateway.Api.Connections;
using Fleet.Gateway.Fakes;
using Fleet.Gateway.Subscriptions;
using Fleet.Hosting.Roster;
using Fleet.Hosts;
using Fleet.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api;

public sealed class AllGatewaysTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SessionRegistry _registry;

    public AllGatewaysTests() => _registry = new SessionRegistry(
        Options.Create(new ConnectionOptions()), _clock, _services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), null);

    [Fact]
    public async Task Every_gateway_answers_and_this_one_only_once()
    {
        var name = new HostName(_services);
        var all = All(name, new GatewayEntry(name.Value, new Silent()), new GatewayEntry("other", new Answering(3)));

        var answers = await all.Ask(g => g.Disconnect("org", null));

        Assert.Equal([(name.Value, true, 0), ("other", true, 3)], answers.Select(a => (a.Gateway, a.HasAnswered, a.Value)));
    }

    [Fact]
    public async Task One_that_fails_or_hangs_is_named_and_holds_up_the_others_for_two_seconds()
    {
        var all = All(new HostName(_services), new GatewayEntry("failing", new Failing()), new GatewayEntry("hanging", new Silent()), new GatewayEntry("other", new Answering(3)));

        var asking = all.Ask(g => g.Disconnect("org", null));
        Assert.False(asking.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([("failing", false), ("hanging", false), ("other", true)], (await asking).Skip(1).Select(a => (a.Gateway, a.HasAnswered)));
    }

    public void Dispose()
    {
        _registry.Dispose();
        _services.Dispose();
    }

    private AllGateways All(HostName name, params GatewayEntry[] gateways)
    {
        var (grains, fakes) = FakeGrains.Create();
        fakes.Use<IHostRosterGrain>(_ => new FakeHostRosterGrain(gateways));
        return new AllGateways(new GatewayConnections(_registry), name, grains, _clock);
    }

    private sealed class Answering(int connections) : IGatewayObserver
    {
        public Task<ConnectionReports> Connections(string organizationId, int atMost) => throw new NotSupportedException();

        public Task<int> Disconnect(string organizationId, string? connectionId) => Task.FromResult(connections);
    }

    private sealed class Failing : IGatewayObserver
    {
        public Task<ConnectionReports> Connections(string organizationId, int atMost) => throw new NotSupportedException();

        public Task<int> Disconnect(string organizationId, string? connectionId) => throw new TimeoutException();
    }

    private sealed class Silent : IGatewayObserver
    {
        public Task<ConnectionReports> Connections(string organizationId, int atMost) => throw new NotSupportedException();

        public Task<int> Disconnect(string organizationId, string? connectionId) => new TaskCompletionSource<int>().Task;
    }
}
