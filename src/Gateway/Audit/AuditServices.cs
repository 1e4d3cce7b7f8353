using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Fleet.Gateway.Audit;

internal static class AuditServices
{
    /// <summary>Once however often it is called. Needs an <c>IAuditLog</c>.</summary>
    public static IServiceCollection AddAuditTrail(this IServiceCollection services)
    {
        services.TryAddSingleton<AuditTrail>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AuditTrail>(static s => s.GetRequiredService<AuditTrail>()));
        return services;
    }
}
