using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Fleet.Webhooks;

internal static class OutboundServices
{
    /// <summary>What posts to servers that users name. May be called twice.</summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        services.AddOptions<OutboundOptions>().BindConfiguration(OutboundOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<OutboundOptions>, AllowedTargetsList>());
        services.TryAddSingleton<IHostAddresses, SystemHostAddresses>();
        services.TryAddSingleton<TargetGuard>();
        services.TryAddSingleton<OutboundHttp>();
        return services;
    }

    /// <summary>The list may be given as one text or element by element (<c>Webhooks:AllowedTargets:0</c>).</summary>
    private sealed class AllowedTargetsList(IConfiguration configuration) : IConfigureOptions<OutboundOptions>
    {
        public void Configure(OutboundOptions options)
        {
            string[] elements = [.. configuration.GetSection(OutboundOptions.Section + ":" + nameof(OutboundOptions.AllowedTargets)).GetChildren().Select(c => c.Value ?? "")];
            if (elements.Length > 0)
                options.AllowedTargets = string.Join(',', elements);
        }
    }
}
