// The options framework's way to the one check of options there is: ParameterMapping.

using Microsoft.Extensions.Options;

namespace ActorKv.Hosting.Hosted;

/// <summary>Checks the options of all stores when the host starts.</summary>
internal sealed class ActorKvOptionsValidator : IValidateOptions<ActorKvOptions>
{
    public ValidateOptionsResult Validate(string? name, ActorKvOptions options)
    {
        ParameterMapping.ToParameters(options, out List<string> errors);
        if (errors.Count == 0) return ValidateOptionsResult.Success;
        return ValidateOptionsResult.Fail(string.IsNullOrEmpty(name) ? errors : errors.Select(error => $"store '{name}': {error}"));
    }
}
