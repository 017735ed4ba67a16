# La mesa de quien coordina: lo que leen quienes coordinan, suplen o cuidan la seguridad. Botones y títulos, 24
# caracteres como mucho; rótulos de campos, 45. Nada aquí dice quién escribió, desde dónde, en qué lengua ni a qué minuto.

## Horas

desk-day-today = hoy
desk-day-tomorrow = mañana
desk-day-yesterday = ayer
desk-date = { $weekday }, { $day } de { $month }
desk-time-on-day = { $day }, { $time }
desk-came-night = { $day }, entre medianoche y las 6 de la mañana
desk-came-morning = { $day }, entre las 6 de la mañana y el mediodía
desk-came-afternoon = { $day }, entre el mediodía y las 6 de la tarde
desk-came-evening = { $day }, entre las 6 de la tarde y medianoche
desk-weekday = { $day ->
    [1] lunes
    [2] martes
    [3] miércoles
    [4] jueves
    [5] viernes
    [6] sábado
   *[7] domingo
}
desk-month = { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
}

## Páginas que dicen que no

desk-nothing-title = Aquí no hay nada
desk-nothing = Aquí no hay nada para ti. Esta página es igual para todo el mundo y por cualquier motivo, así que no dice nada de nada.
desk-typed = Lo que escribiste
desk-typed-by-you = Es tuyo, para copiarlo. No se pasó a nadie.
desk-wait-title = Ahora mismo no
desk-not-just-now = Esto no se puede abrir ahora mismo. No se te pide nada. Puedes mirar más tarde.
desk-failed-title = No se guardó
desk-press-not-kept = No se pudo guardar y nada ha cambiado. Puedes pulsar de nuevo en un momento.
desk-words-not-kept = No se pudo guardar. Todas tus palabras siguen aquí. Puedes enviarlas de nuevo; nada se deja dos veces.

## La mesa

desk-title = Mesa
desk-count = { $count ->
    [one] Hay una línea abierta.
   *[other] Hay { $count } líneas abiertas.
}
desk-none = Ahora no hay ninguna línea abierta para ti.
desk-part = Líneas { $first } a { $last } de { $count }, por plazo.
desk-state = Estado
desk-beginning = { $alias }, cómo empiezan las últimas palabras
desk-last = { $alias }, las últimas palabras
desk-search-title = Buscar en la mesa
desk-search-lead = Miro los nombres de las líneas abiertas y las palabras que has abierto. Lo que buscas no se guarda en ninguna parte.
desk-label-search = Palabras que buscas
desk-searched = Has buscado
desk-found = { $count ->
    [one] Una línea abierta tiene estas palabras.
   *[other] { $count } líneas abiertas tienen estas palabras.
}
desk-found-none = Ninguna línea abierta tiene estas palabras.
desk-narrow = Aquí están las primeras { $shown }. Con más palabras salen menos líneas.

## Botones

desk-spoken = { $press }: { $alias }
desk-press-desk = Líneas abiertas
desk-press-more = Más líneas
desk-press-search = Buscar
desk-press-open = Abrir
desk-press-take = Me ocupo
desk-press-promise = Prometer esta hora
desk-press-answer = Responder
desk-press-note = Nota
desk-press-yes = Pedir un sí
desk-press-spoke = Hemos hablado
desk-press-later = Sigo en ello: más tiempo
desk-press-rest = Dejarla en reposo
desk-press-rest-go = Sí, dejarla en reposo
desk-press-recuse = No me corresponde
desk-press-recuse-go = Apartarme
desk-press-mute = No avisarme más de ella
desk-press-unsay = Retirar lo escrito
desk-press-mute-go = Sí, sin más avisos
desk-press-help = Qué puedo hacer
desk-press-look = Verlo antes
desk-press-leave = Enviárselo
desk-press-back = Volver al cuadro
desk-press-keep = Guardar la nota

## Cómo está una línea

desk-state-mine = La llevas tú y escribes antes de: { $time }. Si pasa esa hora, se pregunta a quien sigue.
desk-state-held = La lleva { $reader } y escribe antes de: { $time }.
desk-state-released = No la lleva nadie.
desk-state-opened = Se ha abierto. Nadie la lleva todavía.
desk-state-talking = { $reader } ha escrito y la línea sigue abierta.
desk-state-talking-nobody = Alguien ha escrito. Ahora mismo no la lleva nadie.
desk-state-agreed = Ha dado su sí.
desk-state-resting = Está en reposo. No hay plazo, y puede escribir cuando quiera.
desk-state-reopened = Ha escrito de nuevo.
desk-state-withdrawn = Se retiró y las palabras están borradas. No se te pide nada.
desk-state-closed = Quien escribió la ha cerrado. Puede escribir de nuevo.

## Lo que está encima de las palabras

desk-urgency = Para cuándo
desk-urgency-now = ahora
desk-urgency-before-scene = antes de una citación
desk-urgency-today = hoy
desk-urgency-soon = en los próximos días
desk-urgency-record = una nota con fecha
desk-due = Que alguien se ocupe antes de
desk-due-taken = Responder antes de
desk-arrived = Llegó a quienes leen
desk-readers = Quiénes leen esta línea
desk-askable = Quién puede ocuparse
desk-wish = Lo que quiere
desk-wish-note = «guardar una nota con fecha»
desk-wish-talk-first = «hablar antes conmigo»
desk-wish-deal-without-saying = «ocuparse sin decir que vino de nadie»
desk-wish-pass-on = «pasarlo, con mis palabras»
desk-wish-report-formally = «ayudarme a informar formalmente»
desk-basis = Cómo lo sabe
desk-basis-happened = le pasó
desk-basis-saw = lo vio
desk-basis-heard = lo oyó
desk-from = Quién escribe
desk-from-minor = alguien menor de 18 años, que sabe que esto se va a transmitir. Un menor en riesgo es una de las tres excepciones
desk-they-know = La persona a la que le pasó, ¿lo sabe?
desk-they-know-yes = sí
desk-they-know-no = no
desk-they-know-ask = no. Por favor, no hables con nadie de esto antes de preguntar a quien escribió
desk-follow = Cuándo escribirle
desk-follow-any-time = a cualquier hora
desk-follow-not-while-we-shoot = no mientras rodamos
desk-category = De qué trata
desk-occasion = Escena o día
desk-pass-to = Pasarlo a
desk-keep-from = No quiere que llegue a
desk-name = El nombre que dio

## Las palabras

desk-said-person = { $alias }, { $count }
desk-said-yes = { $alias }, { $count }: sí
desk-said-no = { $alias }, { $count }: no
desk-said-spoke = { $alias }, { $count }: sí, hemos hablado
desk-said-not-spoke = { $alias }, { $count }: no, no hemos hablado
desk-said-left = { $reader }, se le dejó
desk-said-asks = { $reader } pide un sí, se le dejó
desk-said-note = Nota de { $reader }, queda entre quienes leen esta línea
desk-said-asks-reader = Preguntaste si { $reader } puede leer también esta línea. Nadie más ve que lo hiciste
desk-said-let-in = Dijo que sí: { $reader } también lee esta línea
desk-said-keep-out = No se pasó a nadie
desk-somebody-left = alguien que ya no está
desk-to-whom = A quién
desk-no-words = Aquí no hay palabras. Puede que se hayan borrado.
desk-unopened = No la has abierto. Cuando lo hagas, constará en su registro.
desk-only-taker = Solo quien se ocupa lee las palabras.

## Una hora prometida

desk-label-until = Le escribes antes de
desk-until-hint = Se le dice esta única hora. Si pasa, se pregunta a quien sigue.
desk-take-lead = Todavía no es tuya: elige una hora y pulsa “{ desk-press-promise }”. Entonces sabrá que la llevas tú.
desk-take-opens = También se te abren las palabras, y eso consta en su registro.
desk-take-opens-now = También se te abren las palabras, y a nadie más.
desk-later-lead = Esto aplaza tu hora, dos veces como mucho. Lo encontrará en su registro.
desk-done-take = Se le dice una sola hora: la tuya, más la espera que pueda tener una respuesta.
desk-done-later = Aplazado. Encontrará la nueva hora en su registro.

## Escribir

desk-confirm-nothing = No confirmes nada que no te hayan dicho en este hilo. Lo que sepas por otro lado queda fuera: la respuesta podría delatar a alguien más.
desk-answer-lead = Lo leerá con tu nombre. Nada sale antes de que lo hayas visto.
desk-spoke-lead = Di cuándo hablasteis y qué os dijisteis. Se le pregunta si es así.
desk-yes-lead = Nada se pasa antes de su sí. También puede decir que no, o cambiar las palabras.
desk-yes-what = «{ desk-press-yes }» pregunta a quien escribió si puedes pasar unas palabras exactas, y a quién. Antes de ese sí nada va más lejos.
desk-note-lead = Una nota queda entre quienes leen esta línea: { $readers }. Quien escribió no la ve.
desk-label-answer = Tu respuesta
desk-label-spoke = Lo que sabéis ambas partes
desk-label-yes = Las palabras exactas que se pasarían
desk-label-note = Tu nota
desk-label-to-whom = A quién
desk-label-again = Las mismas palabras, por si las cambias
desk-label-reveal = Actuar, ¿podría revelar quién escribió?
desk-reveal-many = muchas personas podrían saberlo
desk-reveal-guess = puede que lo adivinen
desk-reveal-know = lo sabrán
desk-you-said-many = Has dicho: muchas personas podrían saberlo, así que actuar quizá no señale a quien escribió.
desk-you-said-guess = Has dicho: puede que adivinen quién fue.
desk-you-said-know = Has dicho: sabrán quién fue.
desk-answer-will-see = Verá exactamente esto, de { $reader }:
desk-spoke-will-see = Verá exactamente esto, de { $reader }, y se le pregunta si hablasteis:
desk-will-be-asked = Se le preguntará si { $reader } puede pasar exactamente estas palabras, y a quién. Puede decir que sí, decir que no, o cambiar las palabras.
desk-exactly = Palabra por palabra
desk-left-only = Solo se te dice que se le dejó: no si lo ha leído.
desk-over = Lo que no cabe en el cuadro, para copiarlo
desk-problem-empty = El cuadro sigue vacío.
desk-problem-long = Esto es más largo de lo que cabe en el cuadro. El resto está encima, para que no se pierda nada.
desk-problem-to-whom = Falta decir a quién.
desk-problem-reveal = La pregunta de arriba sigue abierta: actuar, ¿podría revelar quién escribió?
desk-left-answer = Tus palabras quedan ahí para quien escribió.
desk-left-spoke = Queda ahí para quien escribió. Se le pregunta si hablasteis.
desk-left-yes = Queda ahí para quien escribió. No pases nada antes de que su sí esté aquí.
desk-left-note = La nota está guardada.

## Actos, antes y después

desk-before-rest = { $alias } queda sin plazo, y no se pregunta a nadie por ella. Quien escribió lo sabrá y puede escribir cuando quiera; eso la despierta.
desk-before-recuse = { $alias } pasa a quien lee después, y ya no la ves. Su registro dice que te apartaste. Esto no tiene vuelta atrás.
desk-before-mute = Ya no se te avisa de { $alias }. Pasa a quien lee después, y quien escribió lo sabrá. Puedes seguir abriéndola.
desk-done-rest = Está en reposo. Quien escribió lo sabrá.
desk-done-mute = Ya no se te avisa de ella.
desk-done-unsay = Tus palabras se retiraron antes de salir. La línea te espera de nuevo.
desk-handed-title = Ha pasado
desk-handed-on = Ya no la ves. Pasa a quien lee después.
desk-refused-not-now = Eso no se puede tal como está la línea. Así está ahora.
desk-refused-taken-already = { $reader ->
    [none] Alguien la lleva ya.
   *[other] { $reader } la lleva ya.
}
desk-refused-not-taken = Ahora no la llevas tú, así que no hay hora que aplazar.
desk-refused-put-off-twice = La hora ya se aplazó dos veces. Lo que ayuda ahora es escribirle una línea.
desk-refused-in-the-past = Esa hora ya ha pasado. Aquí están las siguientes.

## Qué puedo hacer desde aquí

desk-emergency = Emergencias
desk-medic = Personal médico
desk-at = Dónde
desk-outside = Ayuda de fuera
desk-to-say = Una frase para decir
desk-sentence = «Estoy aquí y te escucho. No tienes que decidir nada ahora».
desk-sentence-more = «¿Qué te ayudaría en los próximos diez minutos? No hago nada con ello que no quieras».
desk-no-promise = Tres excepciones, que se dicen en voz alta: menores en riesgo, alguien a punto de sufrir un daño grave, una orden judicial.
desk-stranger-title = Desde aquí no
desk-stranger = No puedo asegurar que todas las personas de este canal puedan saber de esta línea, así que desde aquí no abro nada. Pregunta quién está aquí sin leer, y ábrela desde tu propia mesa.
