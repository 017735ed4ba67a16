# Lo que lee cualquier persona que usa Ghostlight, haga lo que haga en la producción.
#
# Primero los límites, luego qué pasa después y cuándo. Frases cortas: se leen en un teléfono, quizá con miedo. Cada
# frase tiene que ser verdad en el código. Un título o un botón tiene como mucho 24 caracteres, la etiqueta de un campo
# 45, la que acaba en -spoken 75. { $time } es una hora, con su día si no es hoy; por eso va siempre detrás de "las".
# De tú, y con formas que valen para cualquier persona.

## Días

day = { $day } de { $month }
day-and-time = { $time } del { $day }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre

## Primer contacto e inicio

home-title = Ghostlight
home-what = Ghostlight es una línea discreta para cualquier persona de { $production }. Aquí puedes preguntar o contar algo sin tu nombre.
home-readers = Llega a { $readers }. No llega a dirección, ni a ayudantes de dirección, ni a producción, ni a las agencias. Puedes dejar fuera a cualquiera de esos nombres.
home-unread = Todavía nadie lee aquí, así que no puedo hacer llegar nada. Lo que guardes aquí es solo para ti.
home-software = Soy un programa: llevo palabras entre personas y no escribo ninguna mía.
home-asked = Antes y después de algunas escenas pregunto en privado a quienes participan si tienen lo que necesitan. Nunca tienes que responder.
home-runner = { $runner } gestiona esta línea.
home-workspace = { $platform ->
    [discord] Discord puede ver que te he escrito, como a todo el mundo, y quizá pueda copiar este chat. Quien administra este servidor ve sus canales; este chat, solo si esta aplicación también es suya. Lo que escribes en mis formularios no queda en este chat.
   *[other] Quien administra este espacio de trabajo puede ver que te he escrito, como a todo el mundo, y quizá pueda copiar este chat. Lo que escribes en mis formularios no queda en este chat.
}
home-who = Quién lee esto
home-rights = Derechos, ayuda externa
home-key = Tengo seis palabras
home-key-what = «{ home-key }» es para quien recibió seis palabras para lo que escribió: esas palabras lo abren de nuevo, desde cualquier cuenta.
home-write = Preguntar o decir algo
home-now-what = «{ note-now }» es para lo que no puede esperar: avisa a todas las personas que leen a la vez. La primera pulsación solo abre su página; todavía no se envía nada.
home-lines = Mis líneas
home-join = Unirme y recibir notas
home-join-what = «{ home-join }»: entonces te escribo como a todo el mundo, una nota corta que por sí sola no dice nada. Llega por ejemplo cuando cambia quién lee aquí, o al fin de rodaje. Las respuestas a lo que envíes llegan también sin ello.
home-back = Inicio
home-speak = Español
a-reader = alguien que ya no está
open-everybody = Quien abre una nota ve siempre esta misma página; si se le pregunta por una escena, está arriba. Lo tuyo está un paso más allá, en «{ home-lines }».

## Quién lee esto

who-title = Quién lee esto
who-promise = Cada una de estas personas ha aceptado no pasar nada a nadie sin tu sí. Tres excepciones: menores en riesgo, alguien a punto de sufrir un daño grave, una orden judicial.
who-never = Ven tus palabras y un nombre al azar, no el tuyo. Cuando alguien abre tu línea, queda en tu registro.
reader-where = Dónde
reader-on-set = en el set
reader-on-shooting-days = en el set los días de rodaje
reader-by-phone = por teléfono
reader-languages = Idiomas
reader-phone = Teléfono
reader-knows = Relación con las demás personas que leen
reader-option = { $name }, { $where }

## Ayuda externa

rights-title = Derechos, ayuda externa
rights-not-legal = Nada de esto es asesoría legal. Los números y las direcciones vienen del archivo de tu propia producción.
rights-unit = { $unit }, { $place }
rights-emergency = Número de emergencias
rights-medic = Servicio médico del set
rights-limits = Lo que escribes aquí no es una denuncia formal y no detiene ningún plazo legal. Quien coordina no ejerce tu defensa legal.
outside-heading = Ayuda fuera de esta producción

## La primera pantalla

write-title = Preguntar o decir algo
write-limits = Ven tus palabras, no quién eres. Han aceptado no pasar nada a nadie sin tu sí.
write-exceptions = Tres excepciones: menores en riesgo, alguien a punto de sufrir un daño grave, una orden judicial.
write-no-promise = No puedo prometer que nadie lo adivine. Sí puedo prometer que no muestro tu nombre si no me lo pides. Esto no es una denuncia formal y no detiene ningún plazo legal.
write-small-crew = En un equipo tan pequeño, lo que describes puede mostrar quién eres. Quizá te sirva mejor la ayuda externa.
write-rights = Derechos, ayuda externa
write-readers = Llega a (desmarca a quien no deba tenerlo)
write-box = ¿Qué quieres que sepan?
write-box-hint = Todavía no se envía nada. Lo ves una vez más antes de que salga.
write-urgency = ¿Cuándo debería leerlo alguien?
write-urgency-today = Hoy, antes del fin de rodaje
write-urgency-next-duty = En cuanto alguien que lee esté de turno
write-urgency-before-scene = Antes de una escena. En la página siguiente eliges cuál
write-urgency-soon = En los próximos días
write-urgency-record = Nadie lo lee: una nota con fecha, solo para mí
write-unit = Qué unidad
write-next = Revisarlo
write-keep = Guardar para después
write-minor = Tengo menos de 18
write-adult = Tengo 18 o más
minor-first = Si tienes menos de 18 años, esto va primero: aquí tienes a quien acudir, escribas lo que escribas o nada.
minor-passed-on = Puedes escribir igualmente, y nadie te va a rechazar. Pero esto se va a transmitir: quienes leen ven que escribe alguien menor de 18 años, y deben contárselo a quien tiene que protegerte, también sin tu sí.

## Ahora

now-title = Ahora
now-danger =
    ¿Hay peligro? Llama al { $number }
    o al servicio médico del set, { $medic }.
now-on-set = En un set cerrado, di «alto» o levanta la mano: es más rápido que un teléfono.
now-rings = { $count ->
    [one] Aviso enseguida a la única persona marcada abajo. Esto sale al momento: si alguien te mira, puede relacionarlo contigo.
   *[other] Aviso enseguida a todas las personas marcadas abajo, hasta { $count } a la vez. La primera que responde se ocupa. Esto sale al momento: si alguien te mira, puede relacionarlo contigo.
}
now-how = ¿Qué debe pasar?
now-name-out = Sin mi nombre
now-come = Que alguien venga. Quien se ocupe ve mi nombre
now-where = Dónde estás
now-where-hint = Solo lo ve quien se ocupe, y solo si alguien debe venir.
now-where-missing = Di dónde estás, para que alguien pueda ir.
now-words = Palabras, si quieres
now-send = Enviar ahora
now-shown = { $name } pide que vaya alguien. { $where }
now-shown-where = Se pide que alguien vaya: { $where }
now-no-words = (Sin palabras escritas.)

## La segunda pantalla

preview-title = Revisarlo
preview-all = Todo lo que ve quien lee: estas palabras, cuándo, y lo que eliges abajo. Tu nombre no va incluido.
preview-who = Solo puede abrirlo: { $readers }.
preview-kept = Esto no llega a nadie. «{ preview-send }» lo pone en tus propias líneas, con su fecha.
preview-hints = { $count ->
    [one] Aquí hay una cosa que podría señalarte. Decides tú. No guardo nada de este aviso.
   *[other] Aquí hay { $count } cosas que podrían señalarte. Decides tú. No guardo nada de estos avisos.
}
preview-follow = ¿Puedo escribirte?
preview-wish = Qué debe pasar
preview-basis = Cómo lo sabes
preview-leaves = Cuándo sale
preview-occasion = Sobre una escena
preview-edit = Cambiar las palabras
preview-more = Algo más sobre esto
preview-minor = Quienes leen ven también que escribe alguien menor de 18 años, y esto se va a transmitir a quien tiene que protegerte.
more-lead = Aquí no hace falta rellenar nada. Quienes leen ven lo que escribas aquí, encima de tus palabras. No cambia quién puede abrir tu línea.
more-pass-to = Que se pase a
more-pass-to-hint = Un nombre o una función. Nada le llega a nadie antes de tu sí a las palabras exactas.
more-keep-from = Quién no debe enterarse
more-keep-from-hint = Se pide a quienes leen que no se lo cuenten. Para dejar fuera a quien lee, quita su marca.
more-they-know = A quien le pasó, ¿sabe que escribes?
more-reader-named = Guardado. Pero { $reader } lee aquí y tiene la marca puesta: un nombre escrito ahí no deja fuera a nadie. Para dejar fuera a { $reader }, pulsa «{ preview-edit }» y quita su marca.
they-know-unsaid = Prefiero no decirlo
they-know-yes = Sí
they-know-no = No
they-know-ask = No. Que nadie hable con esa persona antes de preguntarme
preview-send = Enviar
preview-send-record = Guardar
preview-no-scene = Aún no hay escenas en el plan, así que se pregunta tan pronto como con la primera opción de la página anterior.
preview-changed = Estas palabras han cambiado desde que se dibujó esta página, así que no se ha enviado nada. Míralas una vez más.
choose-scene = Elegiste “antes de una escena”: di cuál, o cambia las palabras y elige otro momento.
follow-any-time = Escríbeme en cualquier momento
follow-not-while-we-shoot = No durante el rodaje
follow-key-only = Sin notas: vuelvo con seis palabras
wish-note = Guardar una nota con fecha
wish-talk-first = Hablar conmigo primero
wish-deal-without-saying = Ocuparse de ello sin decir que vino de nadie
wish-pass-on = Pasarlo, con mis palabras
wish-report-formally = Ayudarme con una denuncia formal
basis-unsaid = Prefiero no decirlo
basis-happened = Me pasó a mí
basis-saw = Lo vi
basis-heard = Lo supe por otra persona
leaves-soon = Pronto
leaves-after-wrap = Tras el próximo fin de rodaje
occasion-none = Ninguna escena
occasion-option = { $people ->
    [0] { $name }
    [one] { $name } (una sola persona convocada: la señala)
   *[other] { $name } ({ $people } personas convocadas)
}

## Avisos: lo que podría delatar a alguien. Se tiran con la página.

hint-name = «{ $words }» lleva a una sola persona.
hint-role = «{ $words }» puede encajar con una sola persona.
hint-time = «{ $words }» es un momento que comparten pocas personas.
hint-speech = «{ $words }»: quien lo dijo, o lo oyó, puede saber quién estaba allí.
hint-place = «{ $words }» es un lugar donde había pocas personas.
hint-department = «{ $words }» dice de qué departamento viene esto.
hint-scene = «{ $words }» dice qué escena es, y así quién estaba en ella.
hint-language = Tus palabras están en otro idioma que el que más se escribe aquí.
hint-day = «{ $words }» es un día en que había pocas personas aquí.
hint-mend = Decir «{ $words }»
hint-mend-plain = Decirlo más en general
hint-remove = Quitarlo

## El recibo

receipt-title = Guardado
receipt-heading = Guardado. Tu línea se llama { $alias }.
receipt-line = Es un nombre al azar para tus palabras y las respuestas. Quienes leen lo ven en lugar del tuyo.
receipt-leaves = Sale en un momento al azar antes de las { $time }, para que la hora no diga nada. Hasta que salga, puedes retirarla.
receipt-read-by = Antes de las { $time } alguien debería haberlo leído y ocuparse. Si no, pregunto a la siguiente persona y lo digo en tu línea.
receipt-now = { $count ->
    [one] Sale ya. Aviso a una persona, y vuelvo a avisar hasta que alguien se ocupe.
   *[other] Sale ya. Aviso a { $count } personas a la vez, y vuelvo a avisar hasta que alguna se ocupe.
}
receipt-now-seen = Salió sin espera: si alguien te mira, puede relacionarlo contigo.
receipt-record = Una nota tuya, con fecha. No llega a nadie. Puedes leerla, copiarla o retirarla en «{ home-lines }».
receipt-not-formal = Esto no es una denuncia formal y no detiene ningún plazo legal.
receipt-nothing-to-do = No tienes que hacer nada.

## Seis palabras

key-title = Seis palabras
key-once = Estas seis palabras se muestran una sola vez. Nadie puede volver a mostrarlas, y yo tampoco. Escríbelas ya, mejor en papel.
key-caption = Las seis palabras de tu línea
key-what = Abren esta línea desde cualquier cuenta. Si hubo otras seis palabras antes, desde ahora no llevan a nada.
key-for-guest = Tu cuenta aquí es de invitación y puede acabar cualquier día. Con seis palabras puedes volver sin esta cuenta.
key-in-lead = Seis palabras abren una línea, desde cualquier cuenta. No la uno a esta.
key-box = Tus seis palabras
key-box-hint = En su orden. Mayúsculas y acentos dan igual.
key-open = Abrir mi línea
key-not-words = Todavía no son seis palabras que yo conozca. Mira cómo están escritas y cuántas son. No guardo lo que has puesto.
key-nowhere = Estas seis palabras no llevan a nada. Quizá alguna es distinta, hay otras más nuevas, o la línea terminó.

## Las propias líneas

lines-title = Mis líneas
lines-none = Ninguna línea sale de esta cuenta. Una línea oculta, o que solo tiene clave, se abre con sus seis palabras: «{ home-back }» y luego «{ home-key }».
lines-all = Todas mis líneas
lines-others = Esta línea tiene algo nuevo, por eso se abre primero. Las otras están en «{ lines-all }».
draft-name = Borrador del { $day }
draft-back = Volver a mis palabras
draft-discard = Tirarlo
line-open = Abrir
line-open-spoken = Abrir { $alias }
line-record = Qué ha pasado ya
line-readers = Quién puede abrirla ahora
line-takers = Quién puede ocuparse, y entonces abrirla
line-add = Añadir palabras
line-add-spoken = Añadir palabras a { $alias }
line-take-back = Retirarlo
line-take-back-spoken = Retirar { $alias } antes de que salga
line-copy = Guardar mi copia
line-copy-spoken = Guardar mi propia copia de { $alias }
line-back = Volver a la línea
line-more = Todo lo demás
line-key = Volver con seis palabras
line-key-spoken = Recibir seis palabras que abren { $alias }
line-category = Decir de qué trata
line-category-spoken = Decir de qué trata { $alias }
line-name = Usar mi nombre
line-name-spoken = Usar mi nombre en { $alias }
line-live = Hablar sin esperas
line-live-spoken = Hablar sin esperas en { $alias }, durante una hora
line-live-what = «{ line-live }»: durante una hora las palabras salen al momento, las tuyas y las suyas. Si no, cada una espera un rato al azar, para que el minuto no diga nada de ti.
line-unsay = Retirar esto
line-unsay-spoken = Retirar lo último de { $alias } antes de que salga
line-all-right = Ya estoy bien
line-all-right-spoken = Ya estoy bien: que no se pregunte más por { $alias }
line-send-note = Enviar a quien lee
line-send-note-spoken = Enviar { $alias } a quien lee
send-note-lead = Estas son las palabras de tu nota. Tu nota queda como está; lo que envíes será una línea propia.
line-hide = Ocultar en el teléfono
line-hide-spoken = Ocultar { $alias } en este teléfono
line-hide-what = «{ line-hide }»: nada en esta cuenta lleva ya a ella, solo sus seis palabras.
line-close = Cerrar esta línea
line-close-spoken = Cerrar { $alias }
line-withdraw = Anular
line-withdraw-spoken = Anular { $alias }
line-erase = Borrar mis palabras
line-erase-spoken = Borrar mis palabras en { $alias }
line-erase-what = «{ line-erase }»: las palabras se van, la línea se queda.
line-forget = Olvidar cómo volver
line-forget-spoken = Olvidar el camino de vuelta de { $alias } a mí
line-forget-what = «{ line-forget }»: ya nadie puede responderte aquí, y tú no puedes volver a abrirla. Sus palabras no se borran con ello.
said-by-reader = { $reader }
said-by-you = Tú
said-by-you-waiting = Tú. Nadie más puede ver esto todavía
yours-to-copy = Para que lo copies

## Cómo está una línea

state-draft = No enviado. Se guarda hasta el { $day }, y solo tú puedes encontrarlo.
state-saved = Guardada. Sale en un momento al azar antes de las { $time }. Hasta entonces nadie más puede verla, y puedes retirarla.
state-kept = Una nota tuya con fecha. No va a nadie.
state-all-right = Dijiste que ya estás bien. Ya no se pregunta a nadie. Si añades palabras, se leen igualmente.
state-released = Ha salido, y todavía nadie se ocupa. A quién se preguntó, y cuándo, está en «{ line-record }».
state-opened = { $reader } la abrió. Aún no hay respuesta.
state-taken = { $reader } se ocupa. Su respuesta está aquí antes de las { $time }. Si pasa esa hora, pregunto a la siguiente persona y lo digo aquí.
state-talking = Estás en contacto con { $reader }. Lo que te escriba aparece aquí tras una espera al azar.
state-agreed = Diste a { $reader } tu sí para pasar unas palabras. Puedes seguir escribiendo aquí.
state-resting = Esta línea está en reposo: nadie tiene un plazo. Para ti sigue abierta. Si añades palabras, despierta.
state-withdrawn = Anulada. Todas sus palabras están borradas, y así se queda.
state-closed = Cerrada. Ya no se pregunta a nadie. Si añades palabras, se abre de nuevo.
state-reopened = Está abierta de nuevo, y todavía nadie se ocupa. A quién se preguntó, y cuándo, está en «{ line-record }».
pending-withdraw = La anulaste, y todas sus palabras están borradas. Quienes leen ven que se anuló tras una espera.
pending-close = La cerraste. Quienes leen lo ven tras una espera.

## Su registro, paso a paso

record-saved = Guardada. Nadie más puede verla hasta que salga, en un momento al azar antes de las { $time }.
record-saved-now = Guardada. Sale enseguida, como querías.
record-kept = Guardada como nota tuya con fecha. No fue a nadie.
record-all-right = Dijiste que ya estás bien.
record-released = Salió. Desde aquí pueden abrirla quienes la leen.
record-released-now = Salió. Quien se ocupe puede leer tus palabras.
record-direct = No podía estar en el canal de lectura, así que pregunto en privado, persona por persona.
record-opened = { $reader } la abrió.
record-taken = { $reader } se ocupa. Su respuesta está aquí antes de las { $time }.
record-not-forgotten = No es un olvido: { $reader } necesita más tiempo. Su respuesta está aquí antes de las { $time }.
record-left-reply = { $reader } te escribió. Las palabras aparecen aquí cuando acaba su espera.
record-left-ask-yes = { $reader } pide tu sí. Las palabras aparecen aquí cuando acaba su espera.
record-left-spoke = { $reader } escribió que hubo una conversación contigo. Las palabras aparecen aquí cuando acaba su espera.
record-resting = { $reader } la dejó en reposo: sin plazos, y abierta para ti.
record-recused = { $reader } se hizo a un lado y ya no la ve. La línea sigue sin esa persona.
record-handed-over = Pasó a { $reader }, que también lee esta línea y a quien pregunto ahora.
record-left-ask-reader = { $reader } pregunta si una persona más puede leer esta línea. La pregunta aparece aquí cuando termine su espera.
record-let-in = Dijiste que sí: desde aquí { $reader } también lee esta línea.
record-not-let-in = Al final no se le abrió a { $reader }: ya no lee aquí, o ya la leía, o la línea había terminado.
record-muted = { $reader } ya no recibe mensajes sobre ella. Pasa a quien siga.
record-added = Añadiste palabras.
record-unsaid = Retiraste palabras antes de que salieran.
record-took-back = { $reader } retiró palabras antes de que salieran, y se le pregunta de nuevo.
record-withdrawn = La anulaste. Todas sus palabras se borraron en el acto.
record-closed = La cerraste.
record-erased = Me pediste borrar tus palabras.
record-reader-asked = Empecé a preguntar a { $reader }.
record-rung = Empecé a avisar a la vez a todas las personas que leen esto, { $count } en total.
record-asked = Sigue { $reader }, hasta las { $time }. Después continúo y lo digo aquí. No tienes que hacer nada.
record-skipped-silent = Pregunté a { $reader }, y el tiempo pasó sin respuesta.
record-skipped-lapsed = Ya no espero más a { $reader }.
record-skipped-covered = { $reader } está en un set cerrado, donde no hay teléfonos.
record-skipped-not-answering = { $reader } no responde en este momento.
record-skipped-off-duty = { $reader } no está de turno a tiempo.
record-skipped-unreachable = No puedo dar con { $reader } para esto.
record-skipped-recused = { $reader } se hizo a un lado.
record-skipped-left-out = { $reader } queda fuera de esta línea.
record-promise-passed = { $reader } había prometido una hora, y ha pasado sin respuesta.
record-outside-help = Hasta ahora nadie se ocupa. No tienes que esperar: hay ayuda externa en «{ write-rights }».
record-hold-offered = La citación es a las { $time }. Puedes decir que no, o pedir una pausa, en voz alta, hasta el momento de rodar.
record-nobody-answered = { $count ->
    [0] No he podido preguntar a nadie. El fallo es nuestro, no tuyo. En cuanto se pueda preguntar a alguien, pregunto. Hay ayuda externa en «{ write-rights }».
    [one] Pregunté a una persona y nadie ha respondido. El fallo es nuestro, no tuyo. Vuelvo a preguntar mientras haya a quien preguntar. Hay ayuda externa en «{ write-rights }».
   *[other] Pregunté a { $count } personas y nadie ha respondido. El fallo es nuestro, no tuyo. Vuelvo a preguntar mientras haya a quien preguntar. Hay ayuda externa en «{ write-rights }».
}

## Más palabras, un sí

add-title = Más palabras
add-lead = Para { $alias }. Las ven quienes la leen, tras una espera al azar si esta línea la tiene.
add-box = ¿Qué quieres añadir?
add-send = Enviarlas
yes-asked = { $reader } pide tu sí para pasar exactamente estas palabras. Sin tu sí no deben ir más lejos.
spoke-asked = { $reader } escribe que ya habló contigo. ¿Es así?
yes-to = Llegarían a
asked-reader = { $reader } pregunta si { $name } puede leer también esta línea, toda. Hasta que haya salido tu sí, a { $name } no se le abre nada.
asked-reader-means = Con tu sí, { $name } lee todo lo que se ha dicho aquí hasta ahora. Con tu no, solo se le dice a { $reader }, y nada más que ese no.
asked-reader-you = Eres tú, así que no hay nada a lo que decir que sí. De un no solo se entera { $reader }.
asked-again = Mientras tanto se te preguntó algo nuevo, así que no he anotado ninguna respuesta. Está aquí, como muy tarde cuando pase su espera.
yes-yes = Sí, pasarlas
yes-yes-spoken = Sí, pasar estas palabras de { $alias }
yes-no = No
yes-no-spoken = No, no pasar nada de { $alias }
yes-change = Cambiar las palabras
yes-change-spoken = Cambiar las palabras que se pasarían de { $alias }
yes-spoke = Sí, hablamos
yes-spoke-spoken = Sí, hablamos de { $alias }
yes-not-spoke = No, no hablamos
yes-not-spoke-spoken = No, no hablamos de { $alias }
yes-let-in = Sí
yes-let-in-spoken = Sí, que pueda leer también { $alias }
yes-keep-out = No
yes-keep-out-spoken = No, que no pueda leer { $alias }
yes-said-yes = Sí. Puedes pasar exactamente estas palabras.
yes-said-no = No. Por favor, no pases estas palabras.
yes-said-spoke = Sí, hablamos.
yes-said-not-spoke = No, no hemos hablado.
yes-said-let-in = Sí, puede leer también esta línea.
yes-said-keep-out = No, por favor no pases esta línea a nadie más.

## De qué trata

category-title = De qué trata
category-lead = Solo si quieres decirlo. Quienes leen la línea lo ven, tras una espera si esta línea la tiene. Nunca queda en un chat.
category-label = Trata de
category-none = Prefiero no decirlo
category-boundary = Un límite
category-privacy = Intimidad y privacidad
category-garments = Prendas, batas, protección
category-harassment = Acoso
category-assault = Agresión
category-bullying = Maltrato en el trabajo
category-discrimination = Discriminación
category-safety = Seguridad
category-child = Menores
category-retaliation = Represalias
category-wellbeing = Cómo estoy
category-images = Imágenes, grabaciones
category-question = Una pregunta
keep = Guardar esto

## Actos que preguntan una vez más

close-title = Cerrar esta línea
close-before = Al cerrar { $alias } dejo de preguntar por ella. Quienes leen lo ven tras una espera, y hasta entonces aún pueden recibir avisos. Si añades palabras más tarde, se abre de nuevo.
close-press = Cerrarla
close-spoken = Cerrar { $alias }
withdraw-title = Anular
withdraw-before = Al anular { $alias } se borran en el acto todas sus palabras, las tuyas y las respuestas, y así se queda. Quienes leen ven tras una espera que se anuló. Lo que alguien recuerde o haya apuntado en otro sitio permanece.
withdraw-press = Anularla
withdraw-spoken = Anular { $alias }
erase-title = Borrar mis palabras
erase-before = Esto borra las palabras de { $alias }, las tuyas y las respuestas. La línea se queda, sin palabras. Lo que alguien recuerde o haya apuntado en otro sitio permanece.
erase-taken = Alguien ya se ocupa de ella. Por eso las palabras terminan ahora para ti, y para quienes leen cuando la línea se cierre.
erase-press = Borrarlas
erase-spoken = Borrar las palabras de { $alias }
erase-done = Las palabras de { $alias } están borradas, las tuyas y las respuestas. Lo que alguien recuerde o haya apuntado en otro sitio permanece.
erase-done-taken = Para ti, las palabras de { $alias } están borradas, las tuyas y las respuestas. Quienes leen las conservan hasta que la línea se cierre.
erase-elsewhere = Esto no borra lo que alguien recuerde o haya apuntado en otro sitio, ni lo que pusiste en este chat, ni tu propia copia. Una copia de seguridad de mis claves puede conservar el camino de vuelta hasta 7 días más.
forget-title = El camino de vuelta
forget-before = Después de esto nadie, y yo tampoco, puede responderte sobre { $alias }, y tú no puedes volver a abrirla, tampoco con seis palabras. Quienes leen conservan sus palabras. Si quieres borrarlas también, hazlo antes.
forget-press = Olvidarlo
forget-spoken = Olvidar el camino de vuelta de { $alias } a mí
forget-done = El camino de vuelta de { $alias } a ti queda en el olvido. Nadie, y yo tampoco, puede responderte ahí. Sus palabras no se borran.
hide-title = Ocultar en el teléfono
hide-before = Después de esto { $alias } se abre solo con sus seis palabras. Ya no te escribo sobre ella. Si las palabras se pierden, nadie puede abrirla por ti, y yo tampoco.
hide-press = Ocultarla
hide-spoken = Ocultar { $alias }, para que se abra solo con seis palabras
hide-done = { $alias } está oculta. Nada en esta cuenta lleva ya a ella: se abre con sus seis palabras. Las páginas que sigan abiertas en este teléfono se quedan hasta que las cierres.
name-title = Usar mi nombre
name-before = Tu nombre aparecerá en { $alias }, enseguida, para todas las personas que leen esta línea. No se puede quitar después. Tus otras líneas siguen sin tu nombre.
name-press = Mostrar mi nombre
name-spoken = Mostrar mi nombre en { $alias }
name-unknown = No tengo ningún nombre para esta cuenta, así que no se ha mostrado nada.
live-title = Hablar sin esperas
live-before = Durante una hora, lo que escribas tú, y lo que escriban quienes leen, en { $alias } sale sin espera. A quien te mire le será más fácil relacionarlo contigo. Lo que ya está esperando conserva su espera.
live-press = Sin esperas
live-spoken = Sin esperas en { $alias } durante una hora
discard-title = Tirar este borrador
discard-before = Este borrador no se envió, y nadie más lo ha visto. Si lo tiras, se borra de aquí.
discard-press = Tirarlo
discard-spoken = Tirar este borrador
taken-back-title = No se ha enviado nada
taken-back = No llegó a salir, y nadie más lo ha visto. Está borrado de aquí. Estas son tus palabras una vez más, para que las copies; cuando cierres esta página ya no estarán.
left-already = Ya ha salido, así que no se puede retirar. Todavía puedes anularla: eso borra sus palabras en el acto.

## Para después, sin enviar, sin guardar

kept-title = Para después
kept-until = No enviado. Se guarda hasta el { $day }, y solo tú puedes encontrarlo, en «{ home-lines }».
not-sent-title = No se ha enviado nada
nobody-left = Has dejado fuera a todas las personas que leen aquí, así que no he enviado nada. Tus palabras siguen aquí, para copiarlas o cambiarlas.
nothing-written = Todavía no hay palabras en el cuadro, así que no he guardado nada.
too-long = Son { $count } caracteres, y se pueden enviar { $most }. No se ha enviado nada. Siguen todos en el cuadro.
not-saved = No puedo decir que esto se haya guardado. Todo lo que escribiste sigue aquí. Pulsa de nuevo en un momento: no se envía dos veces.
not-saved-title = No se ha hecho
not-done = No puedo decir que esto se haya hecho. Míralo de nuevo en un momento, en «{ home-lines }».
too-many-title = Un momento
too-many = Han sido más veces de las que admito en poco tiempo. Puedes seguir después de las { $time }. Si hay peligro, llama al número de emergencias o al servicio médico del set.
nothing-title = Aquí no hay nada
nothing-here = Aquí no hay nada que mostrar. Quizá terminó, la página es demasiado antigua, o ahora no se puede. Digo siempre lo mismo, para que esta página no le cuente nada a nadie. Tus propias líneas están en «{ home-lines }».

## Tu propia copia

copy-title = Tu propia copia
copy-made = Hecha el { $day } de { $year } a las { $time }. Producción: { $production }. No guardo copia de esta página. Copia su texto, o hazle una foto, para tenerla después.
copy-not-formal = Esto no es una denuncia formal y no detiene ningún plazo legal.

## Lo que se escribió en el chat, y lo que no se puede llevar

typed-title = Tu mensaje
chat-keeper = { $platform ->
    [discord] Discord
   *[other] quien administra este espacio de trabajo
}
typed-in-chat = Escribiste esto en el chat, donde { $keeper } quizá pueda conservarlo. Desde aquí no va a nadie: solo lo que envías con mi formulario, y eso no queda en este chat. Puedes borrar tu mensaje aquí.
typed-put = Pasarlo al formulario
typed-text = Escribiste esto en el chat, donde { $keeper } quizá pueda conservarlo. No lo he enviado a nadie. Aquí está en el formulario: lo que escribes en mis formularios no queda en este chat.
typed-edit = Cambiaste un mensaje en este chat. No saco nada del chat, así que nadie tiene de mí ninguna de las dos versiones. Puede que { $keeper } conserve ambas.
typed-deletion = Borraste un mensaje en este chat. No saco nada del chat. Puede que { $keeper } lo vea todavía. Las palabras que enviaste con mis formularios no cambian por ello.
typed-file = Todavía no puedo llevar archivos. Este no ha llegado a nadie por mí. Está en este chat, donde { $keeper } quizá pueda verlo. Puedes decir en el formulario qué muestra.
typed-voice = No puedo llevar notas de voz. Esta no ha llegado a nadie por mí. Está en este chat, donde { $keeper } quizá pueda oírla. Puedes escribir en el formulario.
typed-sticker = No puedo llevar stickers. Este no ha llegado a nadie por mí. Puedes escribir en el formulario.
typed-forward = No puedo llevar mensajes reenviados. Este no ha llegado a nadie por mí. Está en este chat, donde { $keeper } quizá pueda verlo. Puedes escribir en el formulario lo que quieres decir.
typed-other = No puedo llevar este tipo de mensaje. No ha llegado a nadie por mí. Puedes escribir en el formulario lo que quieres decir.
