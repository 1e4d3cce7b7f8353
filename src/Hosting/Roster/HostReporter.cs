using System.Reflection;
using Fleet.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Fleet.Hosting.Roster;

/// <summary>Tells the roster every ten seconds that this process is there and how it fares; the last thing it tells is that it leaves.</summary>
internal sealed partial class HostReporter(
    HostRole role, HostName name, IGrainFactory grains, TimeProvider time, IServiceProvider services, ILogger<HostReporter> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly DateTimeOffset _started = time.GetUtcNow();

    // The engine holds observers weakly; the container keeps this one.
    private readonly IGatewayObserver? _gateway = services.GetService<IGatewayObserver>();
    private IGatewayObserver? _reference;

    private (TimeSpan Cpu, long At) _last = (Environment.CpuUsage.TotalTime, time.GetTimestamp());

    private IHostRosterGrain Roster => grains.GetGrain<IHostRosterGrain>(IHostRosterGrain.Key);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Roster.Leave(name.Value).WaitAsync(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
        catch (Exception e) // the rest of the cluster may have left already; the roster forgets by itself
        {
            NotReported(log, e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await Roster.Report(Measure());
                if (_gateway is not null)
                    await Roster.Attend(name.Value, _reference ??= grains.CreateObjectReference<IGatewayObserver>(_gateway));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                NotReported(log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private HostReport Measure()
    {
        var (cpu, at) = (Environment.CpuUsage.TotalTime, time.GetTimestamp());
        var elapsed = time.GetElapsedTime(_last.At, at) * Environment.ProcessorCount;
        var share = elapsed > TimeSpan.Zero ? Math.Clamp((cpu - _last.Cpu) / elapsed, 0, 1) : 0;
        _last = (cpu, at);
        return new HostReport
        {
            Name = name.Value,
            Role = role,
            SiloAddress = services.GetService<ILocalSiloDetails>()?.SiloAddress.ToString(),
            Version = typeof(HostReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            Engine = FleetEngine.Name,
            StartedAt = _started,
            ReportedAt = time.GetUtcNow(),
            CpuShare = share,
            MemoryBytes = Environment.WorkingSet,
            HeapBytes = GC.GetTotalMemory(forceFullCollection: false),
        };
    }
}
