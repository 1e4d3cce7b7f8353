using Fleet.Hosting.Roster;
using Fleet.Hosts;

namespace Fleet.Gateway.Api.Connections;

/// <summary>Asks this gateway and every other one that the roster knows (docs/decisions/0048-connections-of-all-gateways.md).</summary>
internal sealed class AllGateways(GatewayConnections own, HostName name, IGrainFactory grains, TimeProvider time)
{
    /// <summary>A gateway that was killed is asked in vain until the roster forgets it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<GatewayAnswer<T>[]> Ask<T>(Func<IGatewayObserver, Task<T>> question)
    {
        var all = await grains.GetGrain<IHostRosterGrain>(IHostRosterGrain.Key).Gateways();
        var others = all.Where(g => g.Name != name.Value).Select(g => Ask(g, question));
        return await Task.WhenAll(others.Prepend(Ask(new GatewayEntry(name.Value, own), question)));
    }

    private async Task<GatewayAnswer<T>> Ask<T>(GatewayEntry entry, Func<IGatewayObserver, Task<T>> question)
    {
        try
        {
            return new GatewayAnswer<T>(entry.Name, true, await question(entry.Gateway).WaitAsync(Patience, time));
        }
        catch (Exception) // whatever it is: it did not answer, and the caller says so
        {
            return new GatewayAnswer<T>(entry.Name, false, default);
        }
    }
}
