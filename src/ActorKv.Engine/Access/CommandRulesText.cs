// The command rules of a selector, made from its bits: "+@all -@dangerous +keys".
//
// What somebody typed is not kept. As in redis-server 7.0, the rules begin with +@all when commands that are not known yet are allowed and
// with -@all when not. Then come categories, one at a time, the one that differs least from what is still to be said (and of those the
// one that says most), as long as it has more in common with it than not. Commands for which this is wrong follow, each by itself. So the
// text is short, and makes exactly these bits of a new selector.

using System.Collections;
using System.Text;
using ActorKv.Core.Commands;

namespace ActorKv.Engine.Access;

internal sealed class CommandRulesText(CommandCatalog catalog)
{
    public string Write(Selector selector)
    {
        bool adds = !selector.FutureCommands;
        BitArray wanted = selector.CopyCommands(), said = catalog.NewSet(all: !adds), rest = selector.CopyCommands();
        StringBuilder text = new(adds ? "-@all" : "+@all");
        HashSet<CommandCatalog.Category> used = [];
        while (Best(rest, adds, used) is { } best)
        {
            used.Add(best);
            foreach (int number in best.Touched)
            {
                said[number] = adds;
                rest[number] = !adds;
            }
            text.Append(adds ? " +@" : " -@").Append(best.Name);
        }
        AppendSingle(text, selector, wanted, said);
        return text.ToString();
    }

    private CommandCatalog.Category? Best(BitArray rest, bool adds, HashSet<CommandCatalog.Category> used)
    {
        CommandCatalog.Category? best = null;
        int leastWrong = int.MaxValue, mostRight = 0;
        foreach (CommandCatalog.Category category in catalog.Categories)
        {
            if (used.Contains(category)) continue;
            int right = 0;
            foreach (Command member in category.Members)
                if (rest[member.Number] == adds) right++;
            int wrong = category.Members.Count - right;
            if (right <= wrong || wrong > leastWrong || (wrong == leastWrong && right <= mostRight)) continue;
            (best, leastWrong, mostRight) = (category, wrong, right);
        }
        return best;
    }

    // A container stands before its subcommands, and what is said of it is said of them too.
    private void AppendSingle(StringBuilder text, Selector selector, BitArray wanted, BitArray said)
    {
        foreach (Command command in catalog.Commands)
        {
            bool want = wanted[command.Number];
            if (want != said[command.Number])
            {
                text.Append(want ? " +" : " -").Append(command.Spec.FullName);
                foreach (int number in CommandCatalog.Touched(command)) said[number] = want;
            }
            if (want) continue;
            foreach (string argument in selector.FirstArguments(command)) text.Append(" +").Append(command.Spec.FullName).Append('|').Append(argument);
        }
    }
}
