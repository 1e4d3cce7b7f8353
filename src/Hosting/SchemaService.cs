using Fleet.Storage.Postgres;
using Microsoft.Extensions.Hosting;

namespace Fleet.Hosting;

/// <summary>Brings the schema up to date before anything else of the host starts: registered first.</summary>
internal sealed class SchemaService(Migrator migrator) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => migrator.MigrateAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
